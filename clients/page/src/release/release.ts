// What a release of the page is: a number, and a manifest of all its files with their hashes, signed by
// a key that a page knows of its own release. So a server can keep a person from getting a newer page,
// but cannot put another page in its place.

import { hashes, verify } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { Expected } from '../expected.ts';
import { concat, equal, fromHex, toHex } from '../scale/bytes.ts';
import { littleEndian } from '../scale/output.ts';

hashes.sha512 = sha512;

/** What a server says that its newest release is. Small, because each visit asks. */
export interface Announced {
  release: number;
  /** SHA-256 of the manifest. */
  manifest: string;
  signature: string;
}

export interface Manifest {
  release: number;
  /** Each file's address, and its SHA-256. */
  files: Readonly<Record<string, string>>;
  /** Files that the page cannot begin without. */
  first: readonly string[];
  /** Files that are not stored before somebody needs them. */
  later: readonly string[];
}

export type NoRelease =
  /** Not the form of an announcement or a manifest. */
  | 'form'
  /** Not signed by the release key. */
  | 'unsigned'
  /** A file or the manifest is another one than what was signed. */
  | 'changed'
  /** Older than what the page has: an old page may have faults that are known by now. */
  | 'older';

export class BadRelease extends Expected<NoRelease> {
  override name = 'BadRelease';
}

const DOMAIN = new TextEncoder().encode('vaka/page/release/1');
const MOST_FILES = 500;

/** What the release key signs. */
export function releaseBytes(release: number, manifest: Uint8Array): Uint8Array {
  return concat(DOMAIN, littleEndian(release, 4), manifest);
}

type Fields = Record<string, unknown>;

function fieldsOf(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Fields;
  } catch {
    // The same as another form.
  }
  throw new BadRelease('form');
}

function hexOf(value: unknown, length: number): Uint8Array {
  const isHex = typeof value === 'string' && value.length === 2 + 2 * length;
  if (!isHex || !/^0x[0-9a-f]*$/.test(value)) throw new BadRelease('form');
  return fromHex(value);
}

function numberOf(value: unknown): number {
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > 0xffff_ffff) {
    throw new BadRelease('form');
  }
  return value as number;
}

/** What a server announces, if the release key signed it and it is not older than `known`. */
export function announcedIn(text: string, key: Uint8Array, known: number): Announced {
  const fields = fieldsOf(text);
  const release = numberOf(fields.release);
  const manifest = hexOf(fields.manifest, 32);
  const signature = hexOf(fields.signature, 64);
  let isSigned = false;
  try {
    isSigned = verify(signature, releaseBytes(release, manifest), key, { zip215: false });
  } catch {
    // Not even a signature.
  }
  if (!isSigned) throw new BadRelease('unsigned');
  if (release < known) throw new BadRelease('older');
  return { release, manifest: toHex(manifest), signature: toHex(signature) };
}

/** The manifest that was announced. */
export function manifestIn(text: string, announced: Announced): Manifest {
  const found = sha256(new TextEncoder().encode(text));
  if (!equal(found, fromHex(announced.manifest))) throw new BadRelease('changed');
  const fields = fieldsOf(text);
  const files = fieldsOf(JSON.stringify(fields.files ?? null));
  const names = Object.keys(files);
  const { first, later } = fields;
  const isList = (list: unknown) =>
    Array.isArray(list) && list.every((one) => names.includes(one as string));
  if (
    !isList(first) ||
    !isList(later) ||
    names.length > MOST_FILES ||
    fields.release !== announced.release
  ) {
    throw new BadRelease('form');
  }
  for (const [name, hash] of Object.entries(files)) {
    // Only files beside the page: no other address, and no way up.
    if (!/^[\w.-]+$/.test(name) || name.startsWith('.')) throw new BadRelease('form');
    hexOf(hash, 32);
  }
  return {
    release: announced.release,
    files: files as Record<string, string>,
    first: first as string[],
    later: later as string[],
  };
}

/** Whether a file's bytes are those of the manifest. */
export function isFile(bytes: Uint8Array, hash: string): boolean {
  return equal(sha256(bytes), fromHex(hash));
}
