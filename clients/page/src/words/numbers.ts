// Amounts as people read and write them. Money and energy are whole numbers of a smallest unit, and
// stay so: nothing is rounded but for the eye, and nothing goes through a float.

import { Expected } from '../expected.ts';
import type { Language } from './languages.ts';

type Signs = Pick<Language, 'point' | 'group'>;

function grouped(digits: string, group: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, group);
}

/**
 * A whole number of units that are so many decimals small. At most `most` digits stand behind the
 * point, and what is cut off is cut off, so that nobody reads more than there is.
 */
export function decimal(
  value: bigint | number,
  decimals: number,
  { point, group }: Signs,
  most = decimals,
): string {
  const whole = BigInt(value);
  const digits = (whole < 0n ? -whole : whole).toString().padStart(decimals + 1, '0');
  const before = grouped(digits.slice(0, digits.length - decimals), group);
  const behind = digits.slice(digits.length - decimals).slice(0, most);
  const shown = behind.replace(/0+$/, '');
  const sign = whole < 0n ? '−' : '';
  return `${sign}${before}${shown === '' ? '' : point + shown}`;
}

/** Why a text is no amount. */
export type NoAmount = 'empty' | 'no number' | 'too fine' | 'negative';

export class BadAmount extends Expected<NoAmount> {
  override name = 'BadAmount';
}

/** So many digits are more than any amount of the chain has. */
const LONGEST = 40;

/** What a person wrote, in the smallest unit. Either sign may be the point; groups need none. */
export function amountOf(text: string, decimals: number, { point, group }: Signs): bigint {
  const written = text.trim().replaceAll(/[\s\u00a0]/g, '');
  if (written === '') throw new BadAmount('empty');
  if (written.startsWith('-') || written.startsWith('−')) throw new BadAmount('negative');
  const plain = written.replaceAll(group, '');
  const [, whole = '', behind = ''] = new RegExp(`^(\\d*)(?:\\${point}(\\d*))?$`).exec(plain) ?? [];
  const isNumber = whole !== '' || behind !== '';
  if (!isNumber || plain.length > LONGEST) throw new BadAmount('no number');
  // A group has three digits: "1,5" is not fifteen, but somebody's other point.
  const parts = written.split(point)[0]!.split(group);
  if (parts.slice(1).some((part) => part.length !== 3)) throw new BadAmount('no number');
  if (behind.replace(/0+$/, '').length > decimals) throw new BadAmount('too fine');
  return BigInt(whole + behind.padEnd(decimals, '0').slice(0, decimals));
}

/** A whole number. */
export function integerOf(text: string, most = 0xffff_ffff): number {
  const written = text.trim();
  if (written === '') throw new BadAmount('empty');
  if (!/^\d{1,15}$/.test(written) || Number(written) > most) throw new BadAmount('no number');
  return Number(written);
}
