// Twelve words that a person writes down (BIP 39, English). They are loaded only when somebody makes
// a key, or brings one.

/** Twelve words have so many bytes of chance. */
const ENTROPY = 16;

export type NoWords =
  | { why: 'count'; count: number }
  | { why: 'unknown'; word: string; place: number }
  | { why: 'checksum' };

/** A text is not the words of a key; `problem` says what a person must look at again. */
export class BadWords extends Error {
  override name = 'BadWords';

  constructor(readonly problem: NoWords) {
    super(
      {
        count: () => `there are ${(problem as { count: number }).count} words, not 12`,
        unknown: () => {
          const { word, place } = problem as { word: string; place: number };
          return `word ${place}, ${word}, is none of the list`;
        },
        checksum: () => 'a word is wrong, or two have changed places',
      }[problem.why](),
    );
  }
}

const library = async () => {
  const [bip39, { wordlist }] = await Promise.all([
    import('@scure/bip39'),
    import('@scure/bip39/wordlists/english.js'),
  ]);
  return { ...bip39, wordlist };
};

/** The chance of a new key. */
export function newEntropy(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(ENTROPY));
}

export async function wordsOf(entropy: Uint8Array): Promise<string> {
  const { entropyToMnemonic, wordlist } = await library();
  return entropyToMnemonic(entropy, wordlist);
}

/** What twelve words stand for. Capital letters and more spaces do not matter. */
export async function entropyOf(text: string): Promise<Uint8Array> {
  const { mnemonicToEntropy, wordlist } = await library();
  const words = text.normalize('NFKD').toLowerCase().trim().split(/\s+/);
  if (words.length !== 12) throw new BadWords({ why: 'count', count: words.length });
  words.forEach((word, i) => {
    if (!wordlist.includes(word)) throw new BadWords({ why: 'unknown', word, place: i + 1 });
  });
  try {
    return mnemonicToEntropy(words.join(' '), wordlist);
  } catch {
    throw new BadWords({ why: 'checksum' });
  }
}
