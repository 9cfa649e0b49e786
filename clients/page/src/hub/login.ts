// Signing in to a hub. The page makes all that it signs, and takes the origin from its own address: so a
// hub can have nothing else signed, and a login to one hub is none to another.

import { addressOf } from '../chain/address.ts';
import type { Signer } from '../chain/extrinsic.ts';
import type { paths } from '../generated/hub.ts';
import { toHex } from '../scale/bytes.ts';

type Form = paths['/login']['post']['requestBody']['content']['application/json'];

const PURPOSE = 'vaka/hub-login/1';
const NONCE_BYTES = 16;

const digits = (bytes: Uint8Array) => toHex(bytes).slice(2);

export interface Login {
  origin: string;
  genesis: Uint8Array;
  account: Uint8Array;
  nonce: Uint8Array;
  /** Unix seconds. */
  time: number;
}

/** The text that is signed: six lines. */
export function loginText({ origin, genesis, account, nonce, time }: Login): string {
  return [PURPOSE, origin, digits(genesis), digits(account), digits(nonce), time].join('\n');
}

export function loginOf(
  signer: Signer,
  { origin, genesis, time }: Omit<Login, 'account' | 'nonce'>,
): Form {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const text = loginText({ origin, genesis, account: signer.account, nonce, time });
  return {
    account: addressOf(signer.account),
    scheme: 'ed25519',
    origin,
    nonce: digits(nonce),
    time,
    signature: digits(signer.sign(new TextEncoder().encode(text))),
  };
}
