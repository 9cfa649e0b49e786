// What the people's page shows as a code, read by somebody else's program.

/** The fields of a code: a consent to join, or an order with what completes it. */
export function readCode(text) {
  if (!text.startsWith('vaka:')) throw new Error(`no code: ${text}`);
  const bytes = Buffer.from(text.slice('vaka:'.length), 'base64url');
  const [format, kind] = bytes;
  if (format !== 1) throw new Error(`a code of format ${format}`);
  const body = bytes.subarray(6);
  switch (kind) {
    case 0: {
      if (body[0] !== 0) throw new Error('no consent to join');
      return {
        community: body.readUInt32LE(1),
        consent: {
          account: new Uint8Array(body.subarray(5, 37)),
          until: body.readUInt32LE(37),
          signature: new Uint8Array(body.subarray(41, 105)),
        },
      };
    }
    case 3:
      return { order: Number(body.readBigUInt64LE(0)), code: new Uint8Array(body.subarray(8, 24)) };
    default:
      throw new Error(`a code of kind ${kind}`);
  }
}
