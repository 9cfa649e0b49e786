// What an operator does to become, stay and cease to be a validator, beside running the node:
//
//   node validator.mjs keys    --suri-file FILE [--endpoint ws://127.0.0.1:9944]
//   node validator.mjs status  [--endpoint ...] [--endpoints ws://A:9944,ws://B:9944,...]
//   node validator.mjs propose --suri-file FILE [--endpoint ...]
//                              --account ADDRESS --community N | --account ADDRESS --replaces ADDRESS |
//                              --account ADDRESS --remove | --restore-finality N --set M
//   node validator.mjs leave   --suri-file FILE [--endpoint ...]
//   node validator.mjs stay    --suri-file FILE [--endpoint ...]
//
// FILE holds a secret (a phrase, a seed, or a development path such as //Alice) and nothing else. For
// `keys`, `leave` and `stay` it is the validator's account; for `propose`, that of a member. `keys` must
// talk to the validator's own node, on the same machine: it makes the keys and never shows them.
//
// With `--endpoints` of several nodes `status` also says what each of them has as final. If finality stands
// still because validators are lost for good, give all nodes that are left: it says what to propose.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Chain } from './lib/driver/chain.mjs';
import { plain } from './lib/driver/decode.mjs';
import { finality, finalityOf } from './lib/driver/finality.mjs';
import { Governance } from './lib/driver/governance.mjs';
import { rpc } from './lib/driver/network.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
const hex = (bytes) => `0x${Buffer.from(bytes).toString('hex')}`;

/** New session keys in the node's keystore, with the proof that they are this account's. */
async function keys(chain, who) {
  const { port } = new URL(chain.endpoint);
  const made = await rpc(port, 'author_rotateKeysWithOwner', [hex(who.publicKey)]);
  await chain.send(chain.api.tx.session.setKeys(made.keys, made.proof), who);
  say(`session keys ${made.keys}`);
  say(
    'They sign from the second session after this one; until `status` says "keys in force", those before do.',
  );
}

/**
 * Which keys sign for a validator, or will, as an operator wants to know it: whether the keys that it
 * registered last are those that session gives to Aura and GRANDPA.
 */
async function whoseKeysSign({ query }) {
  const [active, aura, grandpa, queued] = await Promise.all([
    query.session.validators(),
    query.aura.authorities(),
    query.grandpa.authorities(),
    query.session.queuedKeys(),
  ]).then((all) => all.map(plain));
  const inForce = new Map(
    active.map((account, n) => [account, { aura: aura[n], grandpa: grandpa[n]?.[0] }]),
  );
  const next = new Map(queued);
  return async ({ account, planned }) => {
    const registered = plain(await query.session.nextKeys(account));
    if (!registered) return 'no session keys';
    const are = (keys) => keys?.aura === registered.aura && keys.grandpa === registered.grandpa;
    const coming = inForce.has(account) ? 'new keys' : 'keys';
    if (next.has(account) && !are(next.get(account))) {
      return `${coming} from the second session after this one`;
    }
    if (are(inForce.get(account))) return 'keys in force';
    if (next.has(account)) return `${coming} from the next session`;
    return planned ? `${coming} from the second session after this one` : 'keys not in use';
  };
}

async function status(chain, _who, { endpoints }) {
  // All of one block, lest a session ends between two questions.
  const api = await chain.at((await chain.head()).hash);
  const keysOf = await whoseKeysSign(api);
  say(`session ${plain(await api.query.session.currentIndex())}`);
  for (const one of plain(await api.call.validatorsApi.validators())) {
    const flags = ['active', 'queued', 'planned', 'disabled', 'leaving', 'hasLeft'];
    const said = flags.filter((flag) => one[flag] !== null && one[flag] !== false).join(' ');
    const last = one.lastBlock === null ? 'never' : `block ${one.lastBlock}`;
    const blocks = `${one.blocks} blocks now, ${one.blocksBefore} before, last ${last}`;
    say(`${one.account}  community ${one.community}  ${said}  ${await keysOf(one)}  ${blocks}`);
  }
  for (const share of plain(await api.call.validatorsApi.shares())) {
    say(JSON.stringify(share, text));
  }
  const all = endpoints ? endpoints.split(',') : [chain.endpoint];
  for (const line of await finality(await Promise.all(all.map(finalityOf)))) say(line);
}

const text = (_, value) => (typeof value === 'bigint' ? Number(value) : value);

async function propose(chain, who, values) {
  const { account, community, replaces, remove, set } = values;
  const best = values['restore-finality'];
  const { validators } = chain.api.tx;
  if (!account && !best) throw new Error('--account is needed');
  if (best && !set) throw new Error('--set is needed beside --restore-finality');
  const wishes = [
    community && [`Admit validator ${account}`, () => validators.addValidator(account, community)],
    replaces && [
      `Replace validator ${replaces} by ${account}`,
      () => validators.replaceValidator(replaces, account),
    ],
    remove && [`Remove validator ${account}`, () => validators.removeValidator(account)],
    best && [
      `Restore finality from block ${best} of set ${set}`,
      () => validators.restoreFinality(best, set),
    ],
  ].filter(Boolean);
  if (wishes.length !== 1) {
    throw new Error('one of --community, --replaces, --remove and --restore-finality is needed');
  }
  const [[title, make]] = wishes;
  const id = await new Governance(chain).open({
    by: who,
    track: 'Validators',
    title,
    call: make(),
  });
  say(`petition ${id}: members endorse it with petitions.endorse(${id}), then vote`);
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      endpoint: { type: 'string', default: 'ws://127.0.0.1:9944' },
      'suri-file': { type: 'string' },
      account: { type: 'string' },
      community: { type: 'string' },
      replaces: { type: 'string' },
      remove: { type: 'boolean', default: false },
      endpoints: { type: 'string' },
      'restore-finality': { type: 'string' },
      set: { type: 'string' },
    },
  });
  const [command] = positionals;
  const commands = { keys, status, propose, leave, stay };
  if (!Object.hasOwn(commands, command)) {
    throw new Error(`one of ${Object.keys(commands).join(', ')} is needed`);
  }
  const chain = await Chain.connect(values.endpoint);
  try {
    let who = null;
    if (command !== 'status') {
      if (!values['suri-file']) throw new Error('--suri-file is needed');
      who = chain.account(readFileSync(values['suri-file'], 'utf8').trim());
    }
    await commands[command](chain, who, values);
  } finally {
    await chain.disconnect();
  }
}

async function leave(chain, who) {
  const { events } = await chain.send(chain.api.tx.validators.leave(), who);
  const waits = events.some(({ method }) => method === 'LeaveWaits');
  say(
    waits
      ? 'Too few would remain: you leave once a successor is admitted. Keep the node running.'
      : 'You serve out the sessions that are planned, two at most. Keep the node running until then.',
  );
}

async function stay(chain, who) {
  await chain.send(chain.api.tx.validators.stay(), who);
  say('You stay.');
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
