// The page's side of its service worker: a newer page is offered to the person, and one that nobody
// signed is told.

import type { Told } from '../worker/worker.ts';

export interface Update {
  isNewer: boolean;
  /** The server has a page that the release key did not sign. The one that is here stays. */
  isUnsigned: boolean;
}

/** With this name scripts may be loaded as workers; the policy of the page allows no other. */
const POLICY = 'vaka-worker';

const WORKER = 'sw.js';

/** After so long without an answer another look may get one. */
const LOOK_AGAIN_MS = 30_000;

/** What is not needed first waits so long, so that it takes nothing from a thin link. */
export const REST_MS = 10_000;

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL(url: string): string;
  };
}

let allowed: string | undefined;

function workerUrl(): string {
  // A policy can be made once.
  allowed ??= madeUrl();
  return allowed;
}

function madeUrl(): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!types) return WORKER;
  const policy = types.createPolicy(POLICY, {
    createScriptURL: (url) => {
      if (url !== WORKER) throw new TypeError(url);
      return url;
    },
  });
  return policy.createScriptURL(WORKER);
}

/** Hears of newer pages, where the context is secure. Elsewhere the page comes from the server each time. */
export class Updates {
  state: Update = { isNewer: false, isUnsigned: false };
  /** Whether the worker said what the server has. */
  private isAnswered = false;
  private lookedAt = 0;
  /** None where the context is not secure. */
  private readonly workers = (navigator as { serviceWorker?: ServiceWorkerContainer })
    .serviceWorker;

  constructor(private readonly onChange: () => void) {}

  async begin(): Promise<void> {
    this.workers?.addEventListener('message', ({ data }: MessageEvent<Told>) => this.hear(data));
    await this.look();
  }

  /** The server answers again, or the chain is another one: there may be a page to be had. */
  again(isStale: boolean): void {
    const isDue = performance.now() - this.lookedAt > LOOK_AGAIN_MS;
    if ((isStale || !this.isAnswered) && isDue) void this.look();
  }

  /** Uses the newer page from now on, or looks for it. */
  take(): void {
    const worker = this.workers?.controller;
    if (!worker) location.reload();
    else if (this.state.isNewer) worker.postMessage('take');
    else void this.look();
  }

  private async look(): Promise<void> {
    if (!this.workers) return;
    this.lookedAt = performance.now();
    try {
      await this.workers.register(workerUrl());
      const { active } = await this.workers.ready;
      active?.postMessage('look');
    } catch {
      // Without a network, or where the browser keeps no workers: the page goes on without.
    }
  }

  private hear(told: Told): void {
    if (told.vaka === 'taken') {
      location.reload();
      return;
    }
    if (!this.isAnswered) {
      this.isAnswered = true;
      // What somebody may want to see next comes when there is time for it.
      setTimeout(() => this.workers?.controller?.postMessage('complete'), REST_MS);
    }
    this.state = {
      isNewer: this.state.isNewer || told.vaka === 'newer',
      isUnsigned: this.state.isUnsigned || told.vaka === 'unsigned',
    };
    this.onChange();
  }
}
