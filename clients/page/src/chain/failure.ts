// Why a call failed, in words that a person can read. The words of the pallets come from the
// runtime's own documentation; they are loaded only when they are needed.

import type { DispatchError } from './outcome.ts';

/** `name` is for programs (`energy.UnknownMeter`), `text` for people. */
export interface Failure {
  name: string;
  text: string;
}

/** What the SDK's own errors mean; its metadata does not say. */
const WORDS: Readonly<Record<string, string>> = {
  CannotLookup: 'There is no such account.',
  BadOrigin: 'This account may not do that.',
  ConsumerRemaining: 'The account cannot go: something still needs it.',
  NoProviders: 'The account has nothing that keeps it.',
  TooManyConsumers: 'Too many things need this account.',
  Exhausted: 'The chain has no room for this.',
  Corruption: 'The chain found its own state wrong.',
  Unavailable: 'What this needs is not there now.',
  RootNotAllowed: 'Not even the whole people may do that.',
  'Token.FundsUnavailable': 'There is not enough money.',
  'Token.OnlyProvider': 'The account needs this money to stay.',
  'Token.BelowMinimum': 'That is less than an account must have.',
  'Token.CannotCreate': 'The account of the receiver cannot be made.',
  'Token.UnknownAsset': 'There is no such money.',
  'Token.Frozen': 'This money is frozen.',
  'Token.Unsupported': 'This money cannot do that.',
  'Token.CannotCreateHold': 'The account cannot hold this money back.',
  'Token.NotExpendable': 'The account would go with this money.',
  'Token.Blocked': 'The account is blocked.',
  'Arithmetic.Underflow': 'A number would be below the least that is possible.',
  'Arithmetic.Overflow': 'A number would be above the greatest that is possible.',
  'Arithmetic.DivisionByZero': 'Something would be divided by zero.',
  'Transactional.LimitReached': 'Too many things would have to be undone together.',
  'Transactional.NoLayer': 'Nothing is there that could be undone.',
  'Trie.*': 'The chain could not read its own state.',
};

const SILENT = 'The chain does not say why.';

/** The name and the text of an error of the chain. */
export async function explain(error: DispatchError): Promise<Failure> {
  if (error.type === 'Module') {
    const { index, error: bytes } = error.value;
    const { failures } = await import('../generated/failures.ts');
    const [pallet, errors] = failures[index] ?? [`pallet ${index}`, {}];
    const [name, text] = errors[bytes[0] ?? 0] ?? [`error ${bytes[0]}`, ''];
    return { name: `${pallet}.${name}`, text: text || SILENT };
  }
  const detail = 'value' in error && typeof error.value === 'string' ? `.${error.value}` : '';
  const name = `${error.type}${detail}`;
  return { name, text: WORDS[name] ?? WORDS[`${error.type}.*`] ?? SILENT };
}
