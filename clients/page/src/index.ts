// What the page's views are built on.

export { accountOf, addressOf, BadAddress } from './chain/address.ts';
export { decodeCall, encodeCall } from './chain/codec.ts';
export { signExtrinsic, type Signer } from './chain/extrinsic.ts';
export { explain, type Failure } from './chain/failure.ts';
export type { KnownEvent, Outcome } from './chain/outcome.ts';
export type { Call, Calls, Questions, Stored } from './generated/chain.ts';
export { Key } from './key/key.ts';
export { devicePasskey, hasPasskeys, NoPasskey, type Passkey } from './key/passkey.ts';
export { BadPin, checkPin, LEAST_PIN } from './key/pin.ts';
export { NotOpened, Vault } from './key/vault.ts';
export { BadWords } from './key/words.ts';
export { ageOf, Chain, ODD_MS, StalePage, View, WrongChain } from './link/chain.ts';
export { type Fate, fateOf, follow, isSettled } from './link/fate.ts';
export { HttpTransport } from './link/http.ts';
export { Refused } from './link/refusal.ts';
export { SocketTransport } from './link/socket.ts';
export { LinkError, RpcError, type Transport } from './link/transport.ts';
export { type Intention, Queue, QueueError } from './queue/queue.ts';
export { fromHex, toHex } from './scale/bytes.ts';
export { Malformed, Unencodable } from './scale/shape.ts';
export { indexedStore, keepForGood } from './store/indexed.ts';
export { memoryStore, type Store, StoreLost } from './store/store.ts';
