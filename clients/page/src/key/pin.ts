// A lock that opens with a PIN. The PIN is stretched by argon2id, because there are few PINs: that
// slows down somebody who copied the storage, and does not stop them. `docs/page.md` says how long
// they need.

/** How a PIN is stretched; stored beside what it locks, so that it can grow. */
export interface Stretch {
  memoryKiB: number;
  passes: number;
  salt: Uint8Array;
}

/** The least that OWASP recommends (2025). A weak phone takes some seconds for it. */
const MEMORY_KIB = 19_456;
const PASSES = 2;

/** What a record in the storage may ask for at most: it may have been changed to hang the page. */
const MOST_KIB = 262_144;
const MOST_PASSES = 16;

/** A PIN has at least so many characters. Letters are welcome: they make it a password. */
export const LEAST_PIN = 6;

export class BadPin extends Error {
  override name = 'BadPin';

  constructor(readonly why: 'short' | 'same') {
    super(why === 'short' ? `fewer than ${LEAST_PIN} characters` : 'all characters are the same');
  }
}

/** Refuses PINs that somebody tries first. */
export function checkPin(pin: string): void {
  const characters = [...pin.normalize('NFKC')];
  if (characters.length < LEAST_PIN) throw new BadPin('short');
  if (new Set(characters).size === 1) throw new BadPin('same');
}

export function newStretch(): Stretch {
  return {
    memoryKiB: MEMORY_KIB,
    passes: PASSES,
    salt: crypto.getRandomValues(new Uint8Array(16)),
  };
}

/** The key that a PIN makes. The page goes on meanwhile; `onProgress` learns how far it is, up to 1. */
export async function stretch(
  pin: string,
  { memoryKiB, passes, salt }: Stretch,
  onProgress?: (part: number) => void,
): Promise<Uint8Array> {
  const sane = memoryKiB >= 8 && memoryKiB <= MOST_KIB && passes >= 1 && passes <= MOST_PASSES;
  if (!sane) throw new RangeError(`${memoryKiB} KiB, ${passes} passes`);
  const { argon2idAsync } = await import('@noble/hashes/argon2.js');
  return argon2idAsync(new TextEncoder().encode(pin.normalize('NFKC')), salt, {
    m: memoryKiB,
    t: passes,
    p: 1,
    dkLen: 32,
    onProgress,
  });
}
