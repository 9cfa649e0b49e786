// Signs a release of the page, and compresses its files as servers send them. The service worker of an
// older release takes this one only if the same key signed it (src/release/release.ts).

import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { getPublicKeyAsync, signAsync } from '@noble/ed25519';

const DOMAIN = Buffer.from('vaka/page/release/1');

/** These tell of the release, and so are not of it. The browser takes care of the worker itself. */
const NOT_FILES = /^(release\.json|manifest-\d+\.json|sw\.js)$|\.(br|gz)$/;

const hex = (bytes) => `0x${Buffer.from(bytes).toString('hex')}`;
const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

/** The key of VAKA_RELEASE_KEY, or one for this once. */
export async function releaseKey() {
  const file = process.env.VAKA_RELEASE_KEY;
  const text = file ? readFileSync(file, 'utf8').trim().replace(/^0x/, '') : undefined;
  if (text !== undefined && !/^[0-9a-f]{64}$/i.test(text)) {
    throw new Error(`${file} has no secret of 64 hexadecimal digits`);
  }
  if (text === undefined) {
    process.stderr.write(
      'release: signed by a key for this once; VAKA_RELEASE_KEY names a lasting one\n',
    );
  }
  const secret = text === undefined ? randomBytes(32) : Buffer.from(text, 'hex');
  return { secret, public: hex(await getPublicKeyAsync(secret)) };
}

/** Releases are numbered; without a number by the minute, so that a later one is newer. */
function releaseNumber() {
  const given = process.env.VAKA_RELEASE;
  const number = given === undefined ? Math.floor(Date.now() / 60_000) : Number(given);
  if (!Number.isInteger(number) || number < 1 || number > 0xffff_ffff) {
    throw new Error(`VAKA_RELEASE is no number of a release: ${given}`);
  }
  return number;
}

/** What the release key signs. */
function signedBytes(release, manifest) {
  const number = Buffer.alloc(4);
  number.writeUInt32LE(release);
  return Buffer.concat([DOMAIN, number, manifest]);
}

/**
 * @param {string[]} first the files that the page cannot begin without
 * @param {string[]} later those that a device stores only once somebody needs them
 */
export async function writeRelease(folder, { secret }, first, later) {
  const release = releaseNumber();
  const names = readdirSync(folder)
    .filter((name) => !NOT_FILES.test(name))
    .sort();
  const files = Object.fromEntries(
    names.map((name) => [name, hex(sha256(readFileSync(`${folder}/${name}`)))]),
  );
  const manifest = JSON.stringify({ release, files, first, later });
  const hash = sha256(manifest);
  const signature = await signAsync(signedBytes(release, hash), secret);
  writeFileSync(`${folder}/manifest-${release}.json`, manifest);
  writeFileSync(
    `${folder}/release.json`,
    JSON.stringify({ release, manifest: hex(hash), signature: hex(signature) }),
  );
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(`${folder}/${name}`);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
    writeFileSync(`${folder}/${name}.br`, brotliCompressSync(bytes, { params }));
    writeFileSync(`${folder}/${name}.gz`, gzipSync(bytes, { level: 9 }));
  }
}
