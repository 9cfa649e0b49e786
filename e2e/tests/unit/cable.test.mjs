// The link between a phone and a hub in the tests of the page: as thin, slow and cut as it says.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { Cable } from '../../lib/driver/cable.mjs';

const BYTES = 4_000;

describe('a cable', () => {
  let server;
  let cable;
  const ask = async (port) => {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } });
    return answer.text();
  };

  before(async () => {
    server = createServer((_, response) => response.end('x'.repeat(BYTES)));
    await new Promise((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    cable = await new Cable().start();
  });

  after(async () => {
    await cable.stop();
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });

  it('turns away who comes before it leads somewhere', async () => {
    const early = connect(cable.port, '127.0.0.1').on('error', () => {});
    await once(early, 'close');
    cable.leadTo(server.address().port);
    assert.equal((await ask(cable.port)).length, BYTES);
  });

  it('takes the time that rate and delay say, and more for two at once', async () => {
    cable.shape({ rate: 64_000, delayMs: 50 });
    const seconds = async (many) => {
      const began = performance.now();
      await Promise.all(Array.from({ length: many }, () => ask(cable.port)));
      return (performance.now() - began) / 1_000;
    };
    // Half a second for the bytes of one, and there and back.
    assert.ok((await seconds(1)) >= 0.6);
    assert.ok((await seconds(2)) >= 1.1);
    cable.shape({});
  });

  it('holds what is under way while it is cut, and tells nobody', async () => {
    cable.cut();
    let isOver = false;
    const held = ask(cable.port).finally(() => {
      isOver = true;
    });
    for (let n = 0; n < 50; n += 1) await ask(server.address().port);
    assert.equal(isOver, false);
    cable.mend();
    assert.equal((await held).length, BYTES);
  });
});
