// A person with the whole page on a screen, and a village behind it.

import assert from 'node:assert/strict';
import { render } from 'preact';
import { Session } from '../../src/app/session.ts';
import type { Call } from '../../src/generated/chain.ts';
import { newStretch } from '../../src/key/pin.ts';
import { Vault } from '../../src/key/vault.ts';
import { LinkError, type Transport } from '../../src/link/transport.ts';
import { Page } from '../../src/page.tsx';
import { toHex } from '../../src/scale/bytes.ts';
import { memoryStore } from '../../src/store/store.ts';
import { ENGLISH } from '../../src/words/languages.ts';
import { wordsIn } from '../../src/words/words.ts';
import { FakeVillage, WHY } from './fake-village.ts';
import type { Screen } from './screen.ts';

/** Nobody listens there. */
const NO_HUB = 'http://127.0.0.1:1/';

export const PIN = '271828';
const light = () => ({ ...newStretch(), memoryKiB: 256, passes: 1 });

/** Wherever somebody can go. */
export const PLACES = [
  'home',
  'decide',
  'decide/open',
  'decide/delegates',
  'decide/1',
  'decide/2',
  'decide/4',
  'decide/5',
  'decide/6',
  'decide/99',
  'people',
  'people/join',
  'people/bring',
  'people/leave',
  'market',
  'market/1',
  'market/2',
  'market/3',
  'market/99',
  'market/orders',
  'market/order/40',
  'market/order/41',
  'market/order/42',
  'market/order/43',
  'market/order/44',
  'market/order/45',
  'market/order/99',
  'market/sell',
  'market/designs',
  'market/judge',
  'market/judge/7',
  'credentials',
  'credentials/check',
  'network',
  'outbox',
  'key',
  'key/words',
  'key/lost',
  'topup/3',
  'topup/x',
  'nowhere',
];

/** A node that nobody reaches: what is asked waits until it is given up. */
class Silence implements Transport {
  private readonly waiting: ((error: LinkError) => void)[] = [];

  request(): Promise<never> {
    return new Promise((_, reject) => {
      this.waiting.push(reject);
    });
  }

  close(): void {
    for (const reject of this.waiting) reject(new LinkError('closed'));
  }
}

/** What a person sees of the whole page. */
export class Watch {
  /** Whether a page without a network has none still. */
  isCut = true;

  private constructor(
    readonly screen: Screen,
    readonly session: Session,
    readonly village: FakeVillage,
    readonly account: Uint8Array,
  ) {}

  /** The page of the same device, some time later. Nobody is to be reached, and it is tried without end. */
  async laterWithoutNetwork(hours: number): Promise<Watch> {
    const { screen, village, account } = this;
    const session = await Session.begin({
      store: this.session.store,
      connect: (onDown) => {
        if (!watch.isCut) return village;
        onDown();
        return new Silence();
      },
      hub: NO_HUB,
      now: () => Date.now() + hours * 3_600_000,
    });
    const watch = new Watch(screen, session, village, account);
    await watch.show();
    return watch;
  }

  private async show(): Promise<void> {
    const { screen, session } = this;
    render(null, screen.root);
    render(<Page session={session} first={await wordsIn(ENGLISH)} />, screen.root);
  }

  static async begin(screen: Screen, who: 'nobody' | 'newcomer' | 'member'): Promise<Watch> {
    const store = memoryStore();
    const key = await new Vault(store, Date.now, light).create(PIN);
    const { account } = key;
    key.close();
    if (who === 'nobody') await new Vault(store).forget();
    const village = new FakeVillage({ account, isStranger: who !== 'member' });
    const session = await Session.begin({
      store,
      connect: () => village,
      hub: NO_HUB,
    });
    await store.change<number[]>('home/meters', () => [3]);
    await store.change<string>(`text/${toHex(village.why)}`, () => WHY);
    const watch = new Watch(screen, session, village, account);
    await watch.show();
    return watch;
  }

  get main(): HTMLElement {
    return this.screen.root.querySelector('main')!;
  }

  get text(): string {
    return this.main.textContent ?? '';
  }

  async settled(place?: string): Promise<void> {
    // A view may look for something only once it has something else.
    for (let still = 0, turns = 0, before = ''; still < 12; turns += 1) {
      assert.ok(turns < 2_000, `it looks without end: ${this.text.slice(0, 200)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      const isThere = place === undefined || this.main?.dataset.place === place;
      const text = this.main ? this.text : '';
      // A heading by itself is a view that has only begun.
      const hasBegun = text !== '' && text !== this.main.querySelector('h1')?.textContent;
      const isDone = isThere && hasBegun && !text.includes('Looking …');
      still = isDone && text === before ? still + 1 : 0;
      before = text;
    }
  }

  async go(place: string): Promise<void> {
    this.screen.go(`#/${place}`);
    await this.settled(place);
  }

  button(name: string): HTMLButtonElement {
    const all = [...this.main.querySelectorAll('button')];
    const found = all.find((one) => one.textContent?.trim() === name);
    assert.ok(found, `no button "${name}": ${all.map((one) => one.textContent).join(', ')}`);
    return found;
  }

  async press(name: string): Promise<void> {
    const button = this.button(name);
    const form = button.closest('form');
    if (form && button.type === 'submit') {
      form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    } else button.click();
    await this.settled();
  }

  fill(name: string, value: string): void {
    const field = this.main.querySelector<HTMLInputElement>(`[name="${name}"]`);
    assert.ok(field, `no field "${name}"`);
    field.value = value;
  }

  /** The newest call that was decided. */
  get decided(): Call | undefined {
    return this.session.intentions.at(-1)?.call;
  }
}

export async function until(check: () => boolean): Promise<void> {
  for (let turns = 0; !check(); turns += 1) {
    assert.ok(turns < 2_000, 'it never came');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
