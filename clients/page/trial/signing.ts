// How long a signature takes: a key that is open signs votes as the page does. The milliseconds of each
// stand in the page, the first among them.

import { encodeCall } from '../src/chain/codec.ts';
import { eraAt } from '../src/chain/era.ts';
import { signExtrinsic } from '../src/chain/extrinsic.ts';
import { Key } from '../src/key/key.ts';

const VOTES = 20;

const hash = new Uint8Array(32).fill(7);
const context = { genesis: hash, era: eraAt(100_000), birthHash: hash };
const key = await Key.from(crypto.getRandomValues(new Uint8Array(16)));
const took = Array.from({ length: VOTES }, (_, nonce) => {
  const started = performance.now();
  const call = encodeCall({ call: 'voting.vote', args: { poll: 9, vote: 'Aye' } });
  signExtrinsic(call, key, { ...context, nonce });
  return performance.now() - started;
});
key.close();
document.querySelector('output')!.textContent = JSON.stringify(took);
