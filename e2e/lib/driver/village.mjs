// A village with its people's phones: four validators, two hubs, each beside a validator of its own and
// asking the other for texts, and the page that they serve. Each phone has a cable of its own to one of
// the hubs, and so has one hub to the other.

import { execFileSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { Keyring } from '@polkadot/keyring';
import { cryptoWaitReady, mnemonicGenerate } from '@polkadot/util-crypto';
import { launching } from './browser.mjs';
import { Cable } from './cable.mjs';
import { Chain } from './chain.mjs';
import { Hub } from './hub.mjs';
import { nodeBinary, startNetwork, until } from './network.mjs';
import { PATIENCE_MS, Phone } from './phone.mjs';

const PAGE = fileURLToPath(new URL('../../../clients/page/', import.meta.url));

/** As docs/hub.md says: a hub that was away finds the states of two weeks. */
const STATES = ['--state-pruning', '201600'];
/** The validators that have a hub beside them. */
const HOMES = ['alice', 'bob'];

/** Who founds the first village, with a key of the page's kind; the last one is its clerk. */
export const FOUNDERS = [
  'Mele',
  'Ana',
  'Tevita',
  'Lupe',
  'Sela',
  'Paula',
  'Fifita',
  'Kini',
  'Vili',
];

/** The members of genesis whose keys stand for twelve words, so that they can use the page. */
export class Founders {
  constructor() {
    const keyring = new Keyring({ type: 'ed25519' });
    this.people = FOUNDERS.map((name) => {
      const words = mnemonicGenerate(12);
      return { name, words, pair: keyring.addFromMnemonic(words) };
    });
  }

  words(name) {
    return this.people.find((one) => one.name === name).words;
  }

  pair(name) {
    return this.people.find((one) => one.name === name).pair;
  }

  pairs(...names) {
    return names.map((name) => this.pair(name));
  }

  /** A specification of the chain `like` in which they are the first village. */
  specification(folder, like, change = () => {}) {
    const words = ['export-chain-spec', '--chain', like];
    const options = { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 };
    const spec = JSON.parse(execFileSync(nodeBinary(), words, options));
    const { runtimeGenesis } = spec.genesis;
    const genesis = runtimeGenesis.patch ?? runtimeGenesis.config;
    const [village] = genesis.communities.communities;
    village.founders = this.people.map(({ pair }) => pair.address);
    village.clerks = village.founders.slice(-1);
    change(genesis);
    const file = join(folder, `${like}-with-phones.json`);
    writeFileSync(file, JSON.stringify(spec));
    return file;
  }
}

/** The page, built for tests: releases with numbers, signed by one key. */
export class Releases {
  constructor(folder) {
    this.folder = folder;
    this.key = join(folder, 'release.secret');
    writeFileSync(this.key, '11'.repeat(32));
    /** What the hubs serve. */
    this.served = join(folder, 'page');
  }

  /** Builds the page in a folder with its sources. */
  build(number, sources = PAGE) {
    const out = join(this.folder, `release-${number}`);
    execFileSync(process.execPath, ['bundle.mjs', 'page', out], {
      cwd: sources,
      env: { ...process.env, VAKA_RELEASE: String(number), VAKA_RELEASE_KEY: this.key },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return out;
  }

  /** The sources of a page whose codecs are those of the runtime that a chain has now. */
  async sourcesFor(chain) {
    const { askForMetadata } = await import(join(PAGE, 'codecs/metadata.mjs'));
    const metadata = join(this.folder, 'metadata.scale');
    const ask = (method, params) => chain.rpc(method, ...params);
    writeFileSync(metadata, await askForMetadata(ask));
    const sources = join(this.folder, 'sources/');
    // The hub's description is the same for both.
    cpSync(PAGE, sources, {
      recursive: true,
      filter: (path) => !/\/(dist|node_modules|tests|trial)$/.test(path),
    });
    execFileSync('ln', ['-s', join(PAGE, 'node_modules'), join(sources, 'node_modules')]);
    execFileSync(process.execPath, ['codecs/generate.mjs', '--metadata', metadata], {
      cwd: sources,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return sources;
  }

  /** Serves a release from now on. The files of older ones stay: somebody may be fetching them. */
  serve(release) {
    cpSync(release, this.served, { recursive: true });
  }
}

/** Ends a hub without a goodbye at random moments, and starts it again. */
export class Killer {
  constructor(hubs) {
    this.hubs = hubs;
    this.kills = hubs.map(() => 0);
    this.isOver = false;
    this.done = this.run();
    // It is told when the test waits for it.
    this.done.catch(() => {});
  }

  async run() {
    for (;;) {
      const pause = 4_000 + Math.random() * 12_000;
      const end = Date.now() + pause;
      await until('the next kill', () => this.isOver || Date.now() >= end, {
        timeoutMs: pause + 60_000,
        everyMs: 100,
      });
      if (this.isOver) return;
      const n = Math.floor(Math.random() * this.hubs.length);
      await this.hubs[n].kill();
      await this.hubs[n].start();
      this.kills[n] += 1;
    }
  }

  stop() {
    this.isOver = true;
    return this.done;
  }
}

export class Village {
  /**
   * @param {string} folder
   * @param {object} phones  by name: { hub: 0 or 1, rate, delayMs, skewMs }
   */
  constructor(folder, phones) {
    Object.assign(this, { folder, wanted: phones, phones: {} });
    this.releases = new Releases(folder);
  }

  async start() {
    await cryptoWaitReady();
    this.founders = new Founders();
    this.releases.serve(this.releases.build(1));
    const local = this.founders.specification(this.folder, 'local');
    const argsOf = Object.fromEntries(HOMES.map((name) => [name, STATES]));
    const [network, browser] = await Promise.all([
      startNetwork({ chain: local, argsOf }),
      chromium.launch(launching()),
    ]);
    Object.assign(this, { network, browser });
    const nodes = HOMES.map((name) => network.node(name));
    this.chain = await Chain.connect(nodes[0].endpoint);
    await this.startHubs(nodes);
    for (const [name, { hub }] of Object.entries(this.wanted)) {
      this.cables[name].leadTo(portOf(this.hubs[hub]));
    }
  }

  /** Connects anew to the same node. */
  async reconnect() {
    const { endpoint } = this.chain;
    await this.chain.disconnect();
    this.chain = await Chain.connect(endpoint);
  }

  async startHubs(nodes) {
    const names = Object.keys(this.wanted);
    const cables = await Promise.all(names.map((name) => new Cable(this.wanted[name]).start()));
    this.cables = Object.fromEntries(names.map((name, i) => [name, cables[i]]));
    // From each hub to the other.
    this.sea = await Promise.all(nodes.map(() => new Cable({ delayMs: 50 }).start()));
    const addresses = (of) =>
      names.filter((name) => of(this.wanted[name].hub)).map((name) => this.address(name));
    this.hubs = nodes.map(({ endpoint }, n) => {
      const more = [
        ...['--page', this.releases.served],
        ...['--peer', `http://127.0.0.1:${this.sea[n].port}`],
        ...addresses((hub) => hub === n).flatMap((address) => ['--origin', address]),
        ...addresses((hub) => hub !== n).flatMap((address) => ['--compare', address]),
      ];
      return new Hub({ folder: this.folder, endpoint, name: `hub${n}`, offset: offset(), more });
    });
    await Promise.all(this.hubs.map((hub) => hub.start()));
    this.sea.forEach((cable, n) => cable.leadTo(portOf(this.hubs[1 - n])));
  }

  /** The village's server, as a person's phone has it. */
  address(name) {
    return `http://localhost:${this.cables[name].port}`;
  }

  /** Hands a person their phone. */
  async phone(name) {
    const { skewMs } = this.wanted[name];
    const options = { skewMs, timezoneId: zone() };
    const phone = await Phone.unpack(this.browser, name, this.cables[name], options);
    this.phones[name] = phone;
    await phone.open();
    return phone;
  }

  async stop() {
    await this.killer?.stop().catch(() => {});
    await this.browser?.close();
    await Promise.all((this.hubs ?? []).map((hub) => hub.kill()));
    const cables = [...Object.values(this.cables ?? {}), ...(this.sea ?? [])];
    await Promise.all(cables.map((cable) => cable.stop()));
    await this.chain?.disconnect();
    await this.network?.stop();
  }

  /** Waits until a hub has read a block. */
  read(hub, height) {
    const condition = async () => (await hub.ask('/health')).body.height >= height;
    return until(`block ${height} at a hub`, condition, { timeoutMs: PATIENCE_MS, everyMs: 500 });
  }
}

const portOf = (hub) => Number(new URL(hub.address).port);

/** How many hours ahead of UTC it is about noon now: no day of the village's ends in the test. */
const ahead = () => 12 - new Date().getUTCHours();

/** As the hub writes it. */
function offset() {
  const hours = String(Math.abs(ahead())).padStart(2, '0');
  return `${ahead() < 0 ? '-' : '+'}${hours}:00`;
}

/** As browsers write it, with the sign that POSIX gives it. */
const zone = () => `Etc/GMT${ahead() < 0 ? '+' : '-'}${Math.abs(ahead())}`;
