// A hub beside a local network's first node, as a village has it, with the people's page if that was
// built: on this machine's loopback only.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Hub, program } from './hub.mjs';
import { freePorts, until } from './network.mjs';

/** Where `npm run build` of the page leaves it. */
const PAGE = fileURLToPath(new URL('../../../clients/page/dist/page', import.meta.url));
/** The days of the demo's villages begin as Tonga's do. */
const UTC_OFFSET = '+13:00';

/** What the first node is started with, so that a hub beside it can read every block. */
export const withStates = { alice: ['--state-pruning', 'archive'] };

/** Whether a hub was built; and its port must be free, which is better known before the network runs. */
export async function hubIsReady(port) {
  if (!existsSync(program)) return false;
  await freePorts([port]);
  return true;
}

export class VillageHub {
  constructor({ folder, endpoint, port }) {
    this.hasPage = existsSync(`${PAGE}/index.html`);
    const page = this.hasPage ? ['--page', PAGE] : [];
    const origins = ['127.0.0.1', 'localhost'].flatMap((name) => [
      '--origin',
      `http://${name}:${port}`,
    ]);
    const more = [...origins, ...page];
    this.hub = new Hub({ folder, endpoint, port, offset: UTC_OFFSET, more });
  }

  /** Starts it. If it ends later, nobody but who looks notices: the network goes on. */
  async start() {
    await this.hub.start();
  }

  get address() {
    return this.hub.address;
  }

  get logFile() {
    return this.hub.logFile;
  }

  /** Ends it, and waits until it is gone. */
  stop() {
    return this.hub.kill();
  }

  /**
   * Whether it remembers at which price each of some slots cleared: rows of grid, slot and price, which
   * is null where nobody traded.
   */
  async remembers(rows) {
    const grids = [...new Set(rows.map(({ grid }) => grid))];
    const wanted = new Map(rows.map(({ grid, slot, price }) => [`${grid}/${slot}`, price]));
    const all = async () => {
      const missing = new Set(wanted.keys());
      for (const grid of grids) {
        const kept = await this.hub.list(`/grids/${grid}/clearings`, 'slot');
        for (const { slot, price } of kept) {
          const agreed = wanted.get(`${grid}/${slot}`) ?? BigInt(price);
          if (agreed === BigInt(price)) missing.delete(`${grid}/${slot}`);
        }
      }
      return missing.size === 0;
    };
    // It is behind the newest final block by a poll or two.
    return until('a hub that remembers each slot', all, { timeoutMs: 60_000 }).catch(() => false);
  }
}
