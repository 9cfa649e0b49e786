// What the page believes of a hub: an answer that is as the hub's own description says, and nothing else.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { getPublicKey, sign, verify } from '@noble/ed25519';
import { partOf } from '../hub/part.mjs';
import { answers, replies, schemas } from '../src/generated/hub.ts';
import { Hub, HubError, seenOf } from '../src/hub/client.ts';
import { loginOf, loginText } from '../src/hub/login.ts';
import { flawOf, type Schema } from '../src/hub/schema.ts';
import { Key } from '../src/key/key.ts';
import { fromHex, toHex } from '../src/scale/bytes.ts';
import { exampleOf, FakeHub } from './lib/fake-hub.ts';

const why = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (error) => {
      if (error instanceof HubError) return error.why;
      throw error;
    },
  );

const all: [string, Schema][] = [...Object.entries(answers), ...Object.entries(replies)];

describe('a hub’s answer', () => {
  it('should be taken if it is as the description says', () => {
    for (const [path, schema] of all) {
      assert.equal(flawOf(exampleOf(schema), schema, schemas), undefined, path);
    }
  });

  it('should be refused if a field of it is missing, of another type, or out of bounds', () => {
    const spoilt = [undefined, {}, [], 'x', -1, 1.5, true, 2 ** 53];
    let refused = 0;
    for (const [path, schema] of all) {
      const whole = exampleOf(schema) as object;
      // Each field of the answer, one after the other, at any depth.
      const walk = (value: unknown, change: (next: unknown) => unknown) => {
        if (typeof value !== 'object' || value === null) return;
        for (const [name, one] of Object.entries(value)) {
          const put = (next: unknown) => {
            const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<
              string,
              unknown
            >;
            if (next === undefined && !Array.isArray(value)) delete copy[name];
            else copy[name] = next;
            return change(copy);
          };
          for (const bad of spoilt) {
            if (JSON.stringify(bad) === JSON.stringify(one)) continue;
            const isFlawed = flawOf(put(bad), schema, schemas) !== undefined;
            if (isFlawed) refused += 1;
          }
          walk(one, put);
        }
      };
      walk(whole, (next) => next);
      assert.notEqual(flawOf(null, schema, schemas), undefined, path);
      assert.notEqual(flawOf([], schema, schemas), undefined, path);
      const { asOf, ...rest } = whole as { asOf?: object };
      if (asOf) {
        assert.equal(flawOf(rest, schema, schemas), '/asOf');
        const late = { ...whole, asOf: { ...asOf, height: '7' } };
        assert.equal(flawOf(late, schema, schemas), '/asOf/height');
      }
    }
    assert.ok(refused > 200, `only ${refused} were refused`);
  });

  it('should be taken with more fields than this page knows', () => {
    const answer = exampleOf(answers['/network']) as object;
    assert.equal(flawOf({ ...answer, newer: 1 }, answers['/network'], schemas), undefined);
  });

  it('should not be followed without end', () => {
    const loop: Record<string, Schema> = { A: { $ref: '#/A' } };
    assert.equal(flawOf(1, loop.A!, loop), '');
    assert.equal(flawOf(1, { $ref: '#/B' }, loop), '');
  });
});

describe('a hub', () => {
  const fake = new FakeHub();
  let hub: Hub;
  before(async () => {
    hub = new Hub(await fake.start());
  });
  after(() => fake.stop());

  it('should be asked by the paths of its description', async () => {
    fake.asked = [];
    await hub.ask('/petitions/{petition}', { path: { petition: 7 } });
    await hub.ask('/grids/{grid}/clearings', { path: { grid: 0 }, query: { limit: 96 } });
    const { asOf } = await hub.ask('/network');
    assert.deepEqual(fake.asked, ['/petitions/7', '/grids/0/clearings?limit=96', '/network']);
    assert.equal(seenOf(asOf, 5).heardAt, 5);
  });

  it('should say why it does not answer', async () => {
    const problem = (code: string) => JSON.stringify({ error: { code, message: '' } });
    const cases: [number, string, string][] = [
      [404, problem('unknown'), 'unknown'],
      [404, problem('noSuchPage'), 'not offered'],
      [404, '<html>', 'not offered'],
      [401, problem('notSignedIn'), 'not signed in'],
      [403, problem('notYours'), 'not yours'],
      [400, problem('toString'), 'nonsense'],
      [503, problem('busy'), 'busy'],
      [503, '', 'busy'],
      [429, problem('tooMany'), 'busy'],
      [500, problem('database'), 'nonsense'],
      [200, '<html>', 'nonsense'],
      [200, '{}', 'nonsense'],
      [200, 'null', 'nonsense'],
      [200, ' '.repeat(1_000_001), 'nonsense'],
    ];
    for (const [status, body, expected] of cases) {
      fake.broken = { status, body };
      assert.equal(await why(hub.ask('/network')), expected, `${status} ${body.slice(0, 40)}`);
    }
    fake.broken = undefined;
    assert.equal(await why(hub.ask('/network')), 'answered');
  });

  it('should tell how unwell it is', async () => {
    fake.broken = { status: 503 };
    const health = await hub.ask('/health');
    assert.equal(health.condition, 'well');
    fake.broken = undefined;
  });

  it('should be down if nobody listens', async () => {
    const gone = new FakeHub();
    const address = await gone.start();
    await gone.stop();
    assert.equal(await why(new Hub(address).ask('/network')), 'down');
  });
});

describe('a login', () => {
  it('should be signed as docs/hub.md of the hub has it', () => {
    const seed = new Uint8Array(32).fill(9);
    const text = loginText({
      origin: 'https://hub.lapaha.example',
      genesis: new Uint8Array(32).fill(0xaa),
      account: getPublicKey(seed),
      nonce: new Uint8Array(16).fill(0x5b),
      time: 1_796_000_000,
    });
    const signature = toHex(sign(new TextEncoder().encode(text), seed));
    assert.equal(
      signature,
      '0x72a5926369aa041e52e6fc1f829494dd7dc71a00389e83d00eaf4dba2dbaabc2cc69d4b0e4e354f796e7c4f92e6da218454f01fe43eea21260227831ce20d403',
    );
  });

  it('should name the hub’s own address, whatever the hub answers', async () => {
    const key = await Key.from(new Uint8Array(16).fill(3));
    const genesis = new Uint8Array(32).fill(9);
    const one = loginOf(key, { origin: 'https://a.example', genesis, time: 5 });
    const again = loginOf(key, { origin: 'https://a.example', genesis, time: 5 });
    assert.equal(one.origin, 'https://a.example');
    assert.notEqual(one.nonce, again.nonce);
    const said = { ...one, account: key.account, genesis, nonce: fromHex(`0x${one.nonce}`) };
    const bytes = new TextEncoder().encode(loginText(said));
    assert.equal(verify(fromHex(`0x${one.signature}`), bytes, key.account), true);
  });

  it('should be kept for as long as it is good, by the hub’s clock', async () => {
    const fake = new FakeHub();
    let now = 5_000_000;
    const hub = new Hub(await fake.start(), () => now);
    const key = await Key.from(new Uint8Array(16).fill(3));
    fake.given = { time: 100_000, until: 143_200, token: 'abc' };
    await hub.signIn(key, new Uint8Array(32).fill(9));
    assert.equal(hub.isSignedIn, true);
    await hub.ask('/meters/{meter}', { path: { meter: 3 } });
    assert.equal(fake.authorized.at(-1), 'Bearer abc');
    now += 43_200_000;
    assert.equal(hub.isSignedIn, false);
    await hub.ask('/meters/{meter}', { path: { meter: 3 } });
    assert.equal(fake.authorized.at(-1), undefined);
    await fake.stop();
  });
});

describe('the part of the description that the page relies on', () => {
  it('should name a path that is not there', () => {
    const description = { openapi: '3.1.0', info: {}, paths: {}, components: { schemas: {} } };
    const { missing } = partOf(description, { get: ['/petitions'], post: [] });
    assert.deepEqual(missing, ['the hub has no answer to get /petitions']);
  });

  it('should take the schemas that others name, and no words', () => {
    const answer = (name: string) => ({
      get: {
        responses: {
          '200': {
            content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
          },
        },
      },
    });
    const schemas = {
      A: { type: 'object', description: 'words', properties: { description: { $ref: '#/x/B' } } },
      B: { type: 'array', items: { type: 'integer', minimum: 0 } },
      C: { type: 'string' },
    };
    const description = {
      openapi: '3.1.0',
      info: { title: 'a hub' },
      paths: { '/a': answer('A'), '/c': answer('C') },
      components: { schemas },
    };
    const { part } = partOf(description, { get: ['/a'], post: [] });
    assert.deepEqual(Object.keys(part.paths), ['/a']);
    assert.deepEqual(part.components.schemas, {
      A: { type: 'object', properties: { description: { $ref: '#/x/B' } } },
      B: { type: 'array', items: { type: 'integer', minimum: 0 } },
    });
  });
});
