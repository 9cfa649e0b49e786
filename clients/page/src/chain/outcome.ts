// What became of a transaction, read from the events of its block. All events of the block stand in
// one row, so those of others are walked past by their widths.

import { anyEvent, events, widths } from '../generated/outcome.ts';
import type { Events } from '../generated/chain.ts';
import { Input } from '../scale/input.ts';
import { Malformed } from '../scale/shape.ts';
import { codec } from './codec.ts';

export type DispatchError = Events['system.ExtrinsicFailed']['dispatchError'];
export type KnownEvent = { [K in keyof Events]: { event: K; data: Events[K] } }[keyof Events];

export type Outcome =
  { ok: true; events: KnownEvent[] } | { ok: false; error: DispatchError; events: KnownEvent[] };

type Width = number | 'c' | 'b' | readonly [string, ...unknown[]];

function widthAt(place: number): Width {
  const width = widths[place];
  if (width === undefined) throw new RangeError(`there is no width ${place}`);
  return width as Width;
}

function walk(width: Width, input: Input): void {
  if (typeof width === 'number') return input.skip(width);
  if (width === 'c') {
    input.compact();
    return;
  }
  if (width === 'b') return input.skip(input.count());
  const [kind, ...rest] = width;
  switch (kind) {
    case 'l': {
      const item = widthAt(rest[0] as number);
      for (let left = input.count(); left > 0; left -= 1) walk(item, input);
      return;
    }
    case 'o': {
      const flag = input.byte();
      if (flag > 1) throw new Malformed(`${flag} is neither none nor some`);
      if (flag === 1) walk(widthAt(rest[0] as number), input);
      return;
    }
    case 't':
      for (const place of rest as number[]) walk(widthAt(place), input);
      return;
    default: {
      const index = input.byte();
      const variant = (rest as (readonly [number, number])[]).find(([at]) => at === index);
      if (!variant) throw new Malformed(`there is no variant ${index}`);
      walk(widthAt(variant[1]), input);
    }
  }
}

/** The events of one transaction that the page knows, of all events of its block. */
export function eventsOf(bytes: Uint8Array, index: number): KnownEvent[] {
  const input = new Input(bytes);
  const found: KnownEvent[] = [];
  for (let left = input.count(); left > 0; left -= 1) {
    const phase = input.byte();
    if (phase > 2) throw new Malformed(`there is no phase ${phase}`);
    const isOurs = phase === 0 && input.small(4) === index;
    const start = input.peek(2);
    const known = isOurs ? events[`${start[0]}.${start[1]}`] : undefined;
    if (known) {
      input.skip(2);
      const [event, shape] = known;
      found.push({ event, data: codec.read(shape, input) } as KnownEvent);
    } else {
      walk(widthAt(anyEvent), input);
    }
    // The event's topics are hashes.
    input.skip(32 * input.count());
  }
  input.end();
  return found;
}

/** How a transaction ended: `index` is its place among those of the block. */
export function outcomeOf(bytes: Uint8Array, index: number): Outcome {
  const found = eventsOf(bytes, index);
  const others = found.filter(({ event }) => !event.startsWith('system.Extrinsic'));
  for (const one of found) {
    if (one.event === 'system.ExtrinsicSuccess') return { ok: true, events: others };
    if (one.event === 'system.ExtrinsicFailed') {
      return { ok: false, error: one.data.dispatchError, events: others };
    }
  }
  throw new Malformed(`no event tells how transaction ${index} ended`);
}
