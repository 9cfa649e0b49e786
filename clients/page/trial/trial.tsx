// A page for the browser's tests: it makes a key, opens it, and sends remarks. The people's page is
// built on the same foundations.

import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import {
  addressOf,
  BadPin,
  Chain,
  devicePasskey,
  fromHex,
  hasPasskeys,
  indexedStore,
  type Intention,
  type Key,
  keepForGood,
  LinkError,
  NoPasskey,
  NotOpened,
  Queue,
  SocketTransport,
  StalePage,
  type Store,
  toHex,
  Vault,
  WrongChain,
} from '../src/index.ts';

const NODE = new URLSearchParams(location.search).get('node') ?? '';
const GENESIS = 'chain/genesis';

interface Tools {
  store: Store;
  vault: Vault;
  queue: Queue;
}

/** What a person reads of an error that the page expects; others are faults, and are thrown on. */
function wordsOf(error: unknown): string {
  const isKnown = [BadPin, LinkError, NoPasskey, NotOpened, StalePage, WrongChain].some(
    (kind) => error instanceof kind,
  );
  if (!isKnown) throw error;
  return (error as Error).message;
}

/** The chain that the page knows since its first visit. */
async function connect(store: Store): Promise<Chain> {
  const known = await store.get<string>(GENESIS);
  const transport = new SocketTransport(NODE);
  const chain = await Chain.connect(transport, known === undefined ? undefined : fromHex(known));
  await store.change<string>(GENESIS, () => toHex(chain.genesis));
  return chain;
}

function Lock({ tools, onOpen }: { tools: Tools; onOpen: (key: Key) => void }) {
  const [account, setAccount] = useState<Uint8Array>();
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState('');
  const { vault } = tools;
  useEffect(() => void vault.account().then(setAccount), [vault]);
  const attempt = (open: () => Promise<Key>) => {
    setProblem('');
    open().then(onOpen, (error) => setProblem(wordsOf(error)));
  };
  const byPin = () => (account ? vault.open(pin) : vault.create(pin));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        attempt(byPin);
      }}
    >
      <p>{account ? `The key of ${addressOf(account)} is locked.` : 'There is no key.'}</p>
      <label>
        PIN
        <input
          type="password"
          autocomplete="off"
          value={pin}
          onInput={(event) => setPin(event.currentTarget.value)}
        />
      </label>
      <button>{account ? 'Open the key' : 'Make a key'}</button>
      {account && hasPasskeys() && (
        <button type="button" onClick={() => attempt(() => vault.openByPasskey(devicePasskey))}>
          Open by passkey
        </button>
      )}
      {account && hasPasskeys() && (
        <button
          type="button"
          onClick={() =>
            attempt(() => vault.addPasskey(pin, devicePasskey).then(() => vault.open(pin)))
          }
        >
          Add a passkey
        </button>
      )}
      <p role="alert">{problem}</p>
    </form>
  );
}

function Desk({ tools, signer }: { tools: Tools; signer: Key }) {
  const [all, setAll] = useState<Intention[]>([]);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const { store, queue } = tools;
  const refresh = () => void queue.list().then(setAll);
  useEffect(refresh, []);
  const add = async () => {
    const remark = new TextEncoder().encode(text);
    await queue.add(signer.account, { call: 'system.remark', args: { remark } });
    refresh();
  };
  const send = async () => {
    setProblem('sending');
    try {
      const chain = await connect(store);
      try {
        await queue.send(chain, signer, { everyMs: 500, onChange: refresh });
      } finally {
        chain.close();
      }
      setProblem('sent');
    } catch (error) {
      setProblem(wordsOf(error));
    }
    refresh();
  };
  return (
    <section>
      <p>
        The key of <output>{addressOf(signer.account)}</output> is open.
      </p>
      <label>
        Remark
        <input value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      <button onClick={() => void add()}>Add</button>
      <button onClick={() => void send()}>Send</button>
      <ol>
        {all.map(({ id, call, is }) => (
          <li key={id}>
            {call.call === 'system.remark' ? new TextDecoder().decode(call.args.remark) : call.call}
            : {is.state}
          </li>
        ))}
      </ol>
      <p role="status">{problem}</p>
    </section>
  );
}

function Trial({ tools }: { tools: Tools }) {
  const [key, setKey] = useState<Key>();
  return (
    <main>
      <h1>Vaka</h1>
      {key ? <Desk tools={tools} signer={key} /> : <Lock tools={tools} onOpen={setKey} />}
    </main>
  );
}

const store = await indexedStore();
void keepForGood();
const tools = { store, vault: new Vault(store), queue: new Queue(store) };
render(<Trial tools={tools} />, document.body);
