// An award as an SD-JWT (RFC 9901), of which its holder shows what they choose. The rules are those of
// `vaka-credential`, which other people's verifiers confirm.

import { verify } from '@noble/ed25519';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Signer } from '../chain/extrinsic.ts';
import { Expected } from '../expected.ts';
import { fromBase64, toBase64 } from '../share/base64.ts';
import { keyOf } from './did.ts';

export type NoAward =
  /** Not an SD-JWT at all, or too long. */
  | 'form'
  | 'header'
  /** The issuer's signature is wrong, or its key is not one that the document can name by itself. */
  | 'signature'
  /** Something that is shown is not what the issuer signed. */
  | 'disclosure'
  | 'not bound'
  /** The holder's signature is wrong, or for somebody else, or too old. */
  | 'binding'
  /** Another key's document. */
  | 'not holder';

export class BadAward extends Expected<NoAward> {
  override name = 'BadAward';
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Members = Record<string, Json>;

interface Jwt {
  header: Members;
  payload: Members;
  signed: string;
  signature: Uint8Array;
}

/** A claim, by its name such as `name` or `results/0`, and the disclosure that shows it. */
export interface Claim {
  name: string;
  value: Json;
  /** Undefined if it is always shown. */
  disclosure: string | undefined;
}

export interface Award {
  jwt: string;
  issuer: string;
  /** The key that signed it, which the chain must know as the issuer's. */
  issuerKey: Uint8Array;
  /** The key of the person to whom it was issued. */
  holder: Uint8Array;
  claims: Claim[];
  disclosures: string[];
  binding: Jwt | undefined;
  /** What the holder's signature covers. */
  bound: string;
}

const LONGEST = 65_536;
const MOST_DISCLOSURES = 256;
const DEEPEST = 32;
const TYPE = 'dc+sd-jwt';
const BINDING_TYPE = 'kb+jwt';
const ALGORITHM = 'EdDSA';
const ALWAYS_SHOWN = ['cnf', 'exp', 'iat', 'iss', 'nbf', 'status', 'sub', 'vct'];
/** Not of interest to people: they stand for what else is shown, or for nothing. */
const TECHNICAL = [...ALWAYS_SHOWN, '_sd', '_sd_alg', 'jti'];

const ascii = (text: string) => new TextEncoder().encode(text);
const digestOf = (text: string) => toBase64(sha256(ascii(text)));

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function jsonOf(part: string): Json {
  const bytes = fromBase64(part);
  if (!bytes) throw new BadAward('form');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json;
  } catch {
    throw new BadAward('form');
  }
}

function membersOf(part: string): Members {
  const value = jsonOf(part);
  if (!isMembers(value)) throw new BadAward('form');
  return value;
}

function jwtOf(text: string): Jwt {
  const [header, payload, signature, ...more] = text.split('.');
  const bytes = fromBase64(signature ?? '');
  if (!header || !payload || !bytes || more.length > 0) throw new BadAward('form');
  return {
    header: membersOf(header),
    payload: membersOf(payload),
    signed: `${header}.${payload}`,
    signature: bytes,
  };
}

function isSignedBy({ signed, signature }: Jwt, key: Uint8Array): boolean {
  try {
    // Strict: a signature in another encoding, or of a weak key, is none.
    return verify(signature, ascii(signed), key, { zip215: false });
  } catch {
    return false;
  }
}

function holderOf(payload: Members): Uint8Array {
  const cnf = payload.cnf;
  const jwk = isMembers(cnf) ? cnf.jwk : undefined;
  if (!isMembers(jwk) || jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519') {
    throw new BadAward('not bound');
  }
  const key = typeof jwk.x === 'string' ? fromBase64(jwk.x) : undefined;
  if (key?.length !== 32) throw new BadAward('not bound');
  return key;
}

class Opener {
  readonly claims: Claim[] = [];
  private readonly disclosed = new Map<string, { text: string; parts: Json[] }>();

  constructor(disclosures: readonly string[]) {
    for (const text of disclosures) {
      const parts = jsonOf(text);
      if (!Array.isArray(parts) || (parts.length !== 2 && parts.length !== 3)) {
        throw new BadAward('disclosure');
      }
      const digest = digestOf(text);
      if (this.disclosed.has(digest)) throw new BadAward('disclosure');
      this.disclosed.set(digest, { text, parts });
    }
  }

  /** What stands behind a digest, once. */
  private take(digest: Json | undefined): { text: string; parts: Json[] } | undefined {
    if (typeof digest !== 'string') throw new BadAward('form');
    const found = this.disclosed.get(digest);
    this.disclosed.delete(digest);
    return found;
  }

  open(members: Members, path: string, disclosure: string | undefined, depth: number): void {
    if (depth > DEEPEST) throw new BadAward('form');
    for (const [name, value] of Object.entries(members)) {
      if (path === '' && TECHNICAL.includes(name)) continue;
      if (name !== '_sd') this.value(value, path + name, disclosure, depth);
    }
    const digests = members._sd ?? [];
    if (!Array.isArray(digests)) throw new BadAward('form');
    for (const digest of digests) {
      const found = this.take(digest);
      if (!found) continue;
      const [, name, value] = found.parts;
      if (found.parts.length !== 3 || typeof name !== 'string') throw new BadAward('disclosure');
      if (name === '_sd' || name === '...' || Object.hasOwn(members, name)) {
        throw new BadAward('disclosure');
      }
      if (path === '' && ALWAYS_SHOWN.includes(name)) throw new BadAward('disclosure');
      this.value(value ?? null, path + name, found.text, depth);
    }
  }

  private value(value: Json, path: string, disclosure: string | undefined, depth: number): void {
    if (depth > DEEPEST) throw new BadAward('form');
    if (Array.isArray(value)) {
      value.forEach((item, i) => {
        const isHidden = isMembers(item) && Object.hasOwn(item, '...');
        if (!isHidden) {
          this.value(item, `${path}/${i}`, disclosure, depth + 1);
          return;
        }
        const found = this.take(item['...']);
        if (!found) return;
        if (found.parts.length !== 2) throw new BadAward('disclosure');
        this.value(found.parts[1] ?? null, `${path}/${i}`, found.text, depth + 1);
      });
    } else if (isMembers(value)) this.open(value, `${path}/`, disclosure, depth + 1);
    else this.claims.push({ name: path, value, disclosure });
  }

  /** A disclosure that nothing names was changed, or belongs to another document. */
  end(): void {
    if (this.disclosed.size > 0) throw new BadAward('disclosure');
  }
}

/** Reads an award and verifies the issuer's signature of it, by the key that it names. */
export function awardOf(token: string): Award {
  const text = token.trim();
  const last = text.lastIndexOf('~');
  if (text.length > LONGEST || last < 0) throw new BadAward('form');
  const [jwt = '', ...disclosures] = text.slice(0, last).split('~');
  if (disclosures.length > MOST_DISCLOSURES) throw new BadAward('form');
  const issued = jwtOf(jwt);
  const { header, payload } = issued;
  const { alg, typ, kid } = header;
  const isOurs = Object.keys(header).length === 3 && alg === ALGORITHM && typ === TYPE;
  if (!isOurs || typeof kid !== 'string') throw new BadAward('header');
  // Of a did:web the key is named after the sign of a fragment, as it is of a did:key.
  const [did = '', named = ''] = kid.split('#');
  const issuerKey = keyOf(`did:key:${named}`);
  const isOwnName = !did.startsWith('did:key:') || did === `did:key:${named}`;
  if (!issuerKey || !isOwnName || payload.iss !== did || !isSignedBy(issued, issuerKey)) {
    throw new BadAward('signature');
  }
  if (payload._sd_alg !== 'sha-256') throw new BadAward('form');
  const opener = new Opener(disclosures);
  opener.open(payload, '', undefined, 0);
  opener.end();
  const binding = text.slice(last + 1);
  return {
    jwt,
    issuer: did,
    issuerKey,
    holder: holderOf(payload),
    claims: opener.claims,
    disclosures,
    binding: binding === '' ? undefined : jwtOf(binding),
    bound: text.slice(0, last + 1),
  };
}

/** The digest of an award that its leaf in the batch holds: of what the issuer signed. */
export function digestOfAward({ jwt }: Award): Uint8Array {
  return sha256(ascii(jwt));
}

/** What a verifier asks with, so that nobody can show it what was shown to another one. */
export interface Asked {
  audience: string;
  nonce: string;
}

/** Members in the order of their names, as the canonical form has them. All values are plain. */
function encoded(members: Members): string {
  const sorted = Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
  return toBase64(ascii(JSON.stringify(sorted)));
}

/** Shows those disclosures, to one verifier. `now` is in unix seconds. */
export function present(
  award: Award,
  shown: ReadonlySet<string>,
  { audience, nonce }: Asked,
  now: number,
  holder: Signer,
): string {
  if (toBase64(holder.account) !== toBase64(award.holder)) throw new BadAward('not holder');
  const chosen = award.disclosures.filter((disclosure) => shown.has(disclosure));
  const bound = [award.jwt, ...chosen, ''].join('~');
  const header = encoded({ alg: ALGORITHM, typ: BINDING_TYPE });
  const payload = encoded({ iat: now, aud: audience, nonce, sd_hash: digestOf(bound) });
  const signed = `${header}.${payload}`;
  return `${bound}${signed}.${toBase64(holder.sign(ascii(signed)))}`;
}

/** Clocks of holder and verifier may differ by so many seconds. */
const SKEW = 300;

/** Verifies that the holder shows just this, to this verifier, and not long ago. */
export function checkBinding(
  award: Award,
  { audience, nonce }: Asked,
  now: number,
  maxAge: number,
): void {
  const { binding } = award;
  if (!binding) throw new BadAward('not bound');
  const { header, payload } = binding;
  const made = payload.iat;
  const holds =
    header.alg === ALGORITHM &&
    header.typ === BINDING_TYPE &&
    isSignedBy(binding, award.holder) &&
    payload.aud === audience &&
    payload.nonce === nonce &&
    payload.sd_hash === digestOf(award.bound) &&
    typeof made === 'number' &&
    made <= now + SKEW &&
    now <= made + maxAge + SKEW;
  if (!holds) throw new BadAward('binding');
}
