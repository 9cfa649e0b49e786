// What the page says: each message that it names is there, in English at least, and what is translated
// takes the same values.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { FluentParser, Junk, Message, type Pattern } from '@fluent/syntax';
import { CALLS } from '../codecs/wanted.mjs';
import { shapes, calls } from '../src/generated/chain.ts';
import { clockWords, dayWords, spanWords } from '../src/words/dates.ts';
import { ENGLISH, type Language, LANGUAGES, PARTS } from '../src/words/languages.ts';
import { wordsIn } from '../src/words/words.ts';

const LOCALES = 'locales';

function files(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : files(path, pattern);
    return pattern.test(path) ? [path] : [];
  });
}

/** The values that a message takes, by names. */
function valuesOf(pattern: Pattern): string[] {
  const names = new Set<string>();
  JSON.stringify(pattern, (_, value) => {
    if (value?.type === 'VariableReference') names.add(value.id.name);
    return value;
  });
  return [...names].sort();
}

/** What a message distinguishes, such as `one` and whatever is no one. */
function casesOf(pattern: Pattern): string[] {
  const keys: string[] = [];
  JSON.stringify(pattern, (_, value) => {
    if (value?.type === 'Variant') keys.push(value.key.name ?? value.key.value);
    return value;
  });
  return keys;
}

/** The beginning of a message in a catalogue. */
const MESSAGE = /^([\w-]+) =/gm;

function messagesOf(code: string): Map<string, Pattern> {
  const messages = new Map<string, Pattern>();
  for (const file of files(join(LOCALES, code), /\.ftl$/)) {
    const { body } = new FluentParser().parse(readFileSync(file, 'utf8'));
    for (const entry of body) {
      assert.ok(!(entry instanceof Junk), `${file}: ${JSON.stringify(entry)}`);
      if (!(entry instanceof Message)) continue;
      const { name } = entry.id;
      assert.ok(!messages.has(name), `${file}: ${name} is there twice`);
      assert.ok(entry.value, `${file}: ${name} says nothing`);
      messages.set(name, entry.value);
    }
  }
  return messages;
}

/** What stands in the page's code as a message's name. */
function named(): { whole: Set<string>; beginnings: Set<string> } {
  const whole = new Set<string>();
  const beginnings = new Set<string>();
  for (const file of files('src', /\.tsx?$/)) {
    const text = readFileSync(file, 'utf8');
    for (const [, name] of text.matchAll(/\bsay\(\s*'([\w-]+)'/g)) whole.add(name!);
    for (const [, name] of text.matchAll(/new BadField\(\s*[\w'`${}]+,\s*'([\w-]+)'/g)) {
      whole.add(name!);
    }
    for (const [, name] of text.matchAll(/\bsay\(\s*`([\w-]*-)\$\{/g)) beginnings.add(name!);
    for (const [, name] of text.matchAll(/`([a-z]+(?:-[a-z]+)*-)\$\{/g)) beginnings.add(name!);
    // Names that stand in tables, or are chosen by a condition.
    for (const [, name] of text.matchAll(/'((?:[a-z]+)(?:-[\w]+)+)'/g)) whole.add(name!);
  }
  return { whole, beginnings };
}

/** The variants of a type that the page says something about, by the type's names on the wire. */
function variants(type: RegExp): string[][] {
  return shapes.flatMap((shape) => {
    if (typeof shape === 'string') return [];
    if (shape[0] === 'units') return type.test(shape[1]) ? [shape[1].split(' ')] : [];
    if (shape[0] !== 'enum') return [];
    const names = shape.slice(1).map((variant) => (variant as readonly [number, string])[1]);
    return type.test(names.join(' ')) ? [names] : [];
  });
}

describe('the catalogues', () => {
  const english = messagesOf('en');

  it('should have each message that the page names, in English', () => {
    for (const name of named().whole) {
      const isMessage = english.has(name) || NOT_MESSAGES.test(name);
      assert.ok(isMessage, `there is no message ${name}`);
    }
  });

  it('should have no message that nobody says', () => {
    const { whole, beginnings } = named();
    for (const name of english.keys()) {
      const isSaid = whole.has(name) || [...beginnings].some((start) => name.startsWith(start));
      assert.ok(isSaid, `nobody says ${name}`);
    }
  });

  it('should say each call that the page signs in words', () => {
    const all = Object.entries(CALLS).flatMap(([section, names]) =>
      names.map((name) => `call-${section}-${name}`),
    );
    assert.ok(all.length > 50);
    for (const name of all) assert.ok(english.has(name), `there is no message ${name}`);
  });

  it('should name in words only fields that a call has', () => {
    for (const [section, [, members]] of Object.entries(calls)) {
      for (const [name, [, place]] of Object.entries(members)) {
        const shape = shapes[place]!;
        const fields =
          typeof shape === 'object' && shape[0] === 'struct' ? shape[1].split(' ') : [];
        // What the page makes of fields that are more than a value.
        const made = { 'petitions.open': ['title'], 'marketplace.publish': ['title'] };
        const known = [
          ...fields,
          ...((made as Record<string, string[]>)[`${section}.${name}`] ?? []),
        ];
        for (const value of valuesOf(english.get(`call-${section}-${name}`)!)) {
          assert.ok(known.includes(value), `call-${section}-${name} has no ${value}`);
        }
      }
    }
  });

  it('should say whatever the chain says of stages, votes and ends', () => {
    const wanted: [string, RegExp][] = [
      ['vote-', /^Aye Nay Abstain$/],
      ['refusal-', /^PollNotOngoing /],
      ['obstacle-', /^TrackFull /],
      ['petition-failure-', /^MissingPreimage /],
      ['ending-', /^Expired Rejected /],
      ['payment-', /^Granted Paid /],
      ['verdict-', /^Allowed Undecodable /],
      ['kind-', /^Food Goods /],
      ['order-', /^Placed Accepted /],
      ['order-how-', /^Unanswered Rejected /],
      ['default-', /^Unanswered Rejected /],
      ['standing-', /^NotInBatch Revoked /],
      ['track-', /^Constitution Validators /],
      ['rating-', /^Nothing Sealed /],
      ['case-', /^Waiting Arbiter /],
      ['side-', /^Buyer Seller$/],
      ['request-', /^Join Move Replace$/],
    ];
    for (const [start, type] of wanted) {
      const found = variants(type);
      assert.ok(found.length > 0, `there is no type of ${type}`);
      for (const name of found.flat()) {
        const isSaid =
          english.has(start + name) ||
          // A rating that is shown is its stars; an order that ended says how.
          ['rating-Revealed', 'order-Ended'].includes(start + name);
        assert.ok(isSaid, `there is no message ${start}${name}`);
      }
    }
  });

  for (const language of LANGUAGES.filter((one) => one !== ENGLISH)) {
    const { code, unreviewed } = language;
    const messages = messagesOf(code);

    it(`should have each message in ${code}, and no other`, () => {
      assert.deepEqual([...messages.keys()].sort(), [...english.keys()].sort());
    });

    it(`should take the same values in ${code} as in English`, () => {
      for (const [name, pattern] of messages) {
        assert.deepEqual(valuesOf(pattern), valuesOf(english.get(name)!), name);
      }
    });

    it(`should tell the same cases apart in ${code} as in English`, () => {
      for (const [name, pattern] of messages) {
        assert.deepEqual(casesOf(pattern), casesOf(english.get(name)!), name);
      }
    });

    it(`should find each message in ${code} in the part that its view loads`, async () => {
      for (const part of PARTS) {
        const there = readFileSync(join(LOCALES, code, `${part}.ftl`), 'utf8').matchAll(MESSAGE);
        const original = readFileSync(join(LOCALES, 'en', `${part}.ftl`), 'utf8').matchAll(MESSAGE);
        const names = (found: typeof there) => [...found].map(([, name]) => name!).sort();
        assert.deepEqual(names(there), names(original), part);
      }
      const words = await wordsIn(language);
      await words.load(PARTS);
      for (const [name, pattern] of messages) {
        if (valuesOf(pattern).length > 0) continue;
        const { elements } = pattern;
        const text = elements.map((one) => ('value' in one ? one.value : '')).join('');
        assert.equal(words.say(name), text);
      }
    });

    it(`should be marked in ${code} as long as nobody has reviewed it`, () => {
      assert.equal(unreviewed, true);
    });
  }

  it('should have twelve months in each language', async () => {
    for (const language of LANGUAGES) {
      const { months } = await wordsIn(language);
      assert.equal(new Set(months).size, 12, language.code);
    }
  });
});

/** Texts of the code that look like a message's name and are none. */
const NOT_MESSAGES =
  /^(aria-\w+|content-[\w-]+|x-[\w-]+|no-cache|no-store|no-referrer|public-key|sha-256|utf-8|vaka-\w+|village-names|slot-seconds)$/;

describe('words', () => {
  /** A language of which somebody has translated one message, and perhaps a part. */
  const begun = (parts: Awaited<ReturnType<Language['load']>>['parts']): Language => ({
    ...LANGUAGES.find((one) => one !== ENGLISH)!,
    load: async () => ({ first: 'view-decide = Palota', parts }),
  });

  it('should fall back to English where a language lacks a message', async () => {
    const words = await wordsIn(begun({}));
    await words.load(['market']);
    assert.equal(words.say('view-decide'), 'Palota');
    assert.equal(words.say('view-home'), 'Home');
    assert.equal(words.say('orders'), 'My orders');
  });

  it('should fall back to English while a part of a language cannot be fetched', async () => {
    let isDown = true;
    const market = async () => {
      if (isDown) throw new TypeError('no network');
      return { default: 'orders = O aʻu oka' };
    };
    const words = await wordsIn(begun({ market }));
    await words.load(['market']);
    assert.equal(words.say('orders'), 'My orders');
    isDown = false;
    await words.load(['market']);
    assert.equal(words.say('orders'), 'O aʻu oka');
  });

  it('should choose plurals by the rules that the page brings', async () => {
    const words = await wordsIn(ENGLISH);
    assert.equal(words.say('span-days', { count: 1 }), '1 day');
    assert.equal(words.say('span-days', { count: 2 }), '2 days');
    // The runtime has no rules for Samoan.
    assert.deepEqual(Intl.PluralRules.supportedLocalesOf(['sm']), []);
  });

  it('should show a text from the chain as it is, and never as more', () => {
    const bundle = new FluentBundle('en', { useIsolating: false });
    bundle.addResource(new FluentResource('title = { $title }'));
    const title = '{ $other } <b>bold</b>';
    const text = bundle.formatPattern(bundle.getMessage('title')!.value!, { title });
    assert.equal(text, title);
  });

  it('should tell days, times and spans', async () => {
    const words = await wordsIn(ENGLISH);
    const time = new Date(2026, 10, 30, 7, 5).getTime();
    assert.equal(dayWords(words, time), '30 November 2026');
    assert.equal(clockWords(time), '07:05');
    assert.equal(spanWords(words, 59_000), '59 seconds');
    assert.equal(spanWords(words, 60_000), '1 minute');
    assert.equal(spanWords(words, 47 * 3_600_000), '47 hours');
    assert.equal(spanWords(words, 48 * 3_600_000), '2 days');
    assert.equal(spanWords(words, -5), '0 seconds');
    assert.equal(dayWords(words, 1e20), 'no date');
  });
});
