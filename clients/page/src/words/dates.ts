// Days and times in the person's own zone, with months from the catalogue, because browsers lack them
// for most languages of the Pacific.

import type { Words } from './words.ts';

const two = (number: number) => String(number).padStart(2, '0');

const isReal = (time: Date) => !Number.isNaN(time.getTime());

/** The day of a time in unix milliseconds. */
export function dayWords({ say, months }: Words, milliseconds: number): string {
  const time = new Date(milliseconds);
  if (!isReal(time)) return say('no-time');
  return say('day', {
    day: time.getDate(),
    month: months[time.getMonth()] ?? '',
    year: String(time.getFullYear()),
  });
}

export function clockWords(milliseconds: number): string {
  const time = new Date(milliseconds);
  return isReal(time) ? `${two(time.getHours())}:${two(time.getMinutes())}` : '–';
}

export function timeWords(words: Words, milliseconds: number): string {
  return `${dayWords(words, milliseconds)}, ${clockWords(milliseconds)}`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something took or takes, in its largest unit, rounded down. */
export function spanWords({ say }: Words, milliseconds: number): string {
  const whole = (unit: number) => Math.floor(milliseconds / unit);
  if (milliseconds < MINUTE) return say('span-seconds', { count: Math.max(0, whole(1000)) });
  if (milliseconds < HOUR) return say('span-minutes', { count: whole(MINUTE) });
  if (milliseconds < 2 * DAY) return say('span-hours', { count: whole(HOUR) });
  return say('span-days', { count: whole(DAY) });
}
