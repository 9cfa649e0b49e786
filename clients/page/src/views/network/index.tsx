// The network: who keeps it, how far it is, and whether two hubs tell the same.

import { useState } from 'preact/hooks';
import { useApp, useChain, useLook } from '../../app/context.ts';
import { version } from '../../generated/chain.ts';
import { Hub, HubError, seenOf } from '../../hub/client.ts';
import { BadField, Field, Form } from '../../ui/form.tsx';
import { shortAddress } from '../../ui/names.ts';
import { Facts, Notice, Section, Seeing } from '../../ui/parts.tsx';
import { useGenesis } from '../../ui/shared.tsx';
import { LinkError } from '../../link/transport.ts';
import { toHex } from '../../scale/bytes.ts';
import { spanWords } from '../../words/dates.ts';

export default function Network() {
  const { say } = useApp();
  return (
    <>
      <h1 tabIndex={-1}>{say('view-network')}</h1>
      <Chain />
      <Validators />
      <HubHealth />
      <Compare />
    </>
  );
}

function Chain() {
  const { session, say } = useApp();
  const genesis = useGenesis();
  const look = useLook('heads', async () => {
    const view = await session.look();
    const final = await session.finalHead();
    return { value: { best: view.seen.height, final: final.height }, seen: view.seen };
  });
  return (
    <Section title={say('chain')}>
      <Seeing of={look}>
        {({ best, final }) => (
          <>
            <Facts
              of={[
                [say('chain-best'), String(best)],
                [say('chain-final'), String(final)],
                [say('chain-runtime'), String(version.specVersion)],
                genesis && [say('chain-genesis'), <code>{toHex(genesis)}</code>],
              ]}
            />
            {best - final > 10 && <Notice kind="bad">{say('finality-behind')}</Notice>}
          </>
        )}
      </Seeing>
    </Section>
  );
}

function Validators() {
  const { say } = useApp();
  const look = useChain('validators', async (view) => {
    const [validators, shares, next] = await Promise.all([
      view.ask('validatorsApi.validators'),
      view.ask('validatorsApi.shares'),
      view.ask('validatorsApi.nextSet'),
    ]);
    return { validators, shares, next };
  });
  return (
    <Section title={say('validators')}>
      <p>{say('validators-what')}</p>
      <Seeing of={look}>
        {({ validators, shares, next }) => (
          <>
            <ul class="cards">
              {validators.map((one) => (
                <li key={toHex(one.account)}>
                  <code>{shortAddress(one.account)}</code>
                  <p>
                    {say('validator-of', { village: String(one.community) })}{' '}
                    {say(
                      one.disabled
                        ? 'validator-disabled'
                        : one.active
                          ? 'validator-active'
                          : 'validator-waits',
                    )}
                  </p>
                  <p class="hint">{say('validator-blocks', { blocks: one.blocks })}</p>
                </li>
              ))}
            </ul>
            {shares.some(({ aboveCap }) => aboveCap) && <Notice>{say('validators-cap')}</Notice>}
            {next.changed && <p>{say('validators-next', { count: next.validators.length })}</p>}
          </>
        )}
      </Seeing>
    </Section>
  );
}

function HubHealth() {
  const { say, words } = useApp();
  const look = useLook('hub', async (session) => {
    const [health, { asOf }] = await Promise.all([
      session.hub.ask('/health'),
      session.hub.ask('/network'),
    ]);
    return { value: { health, gaps: asOf.gaps?.length ?? 0 }, seen: seenOf(asOf, session.now()) };
  });
  return (
    <Section title={say('hub')}>
      <p>{say('hub-what')}</p>
      <Seeing of={look}>
        {({ health, gaps }) => (
          <>
            <Facts
              of={[
                [say('hub-condition'), say(`hub-${health.condition}`)],
                health.height !== null && [say('hub-height'), String(health.height)],
                health.age !== null && [say('hub-age'), spanWords(words, health.age * 1000)],
              ]}
            />
            {gaps > 0 && <Notice>{say('hub-gaps', { gaps })}</Notice>}
          </>
        )}
      </Seeing>
    </Section>
  );
}

type Comparison =
  | { kind: 'same'; lag: number }
  | { kind: 'another chain' }
  | { kind: 'another block'; height: number }
  | { kind: 'other validators' };

/** Two hubs that lie need not lie alike. What both tell of the same block must be the same. */
function Compare() {
  const { session, say } = useApp();
  const [result, setResult] = useState<Comparison>();
  return (
    <Section title={say('compare')}>
      <p>{say('compare-what')}</p>
      <Form
        action={say('compare-go')}
        onFill={async (filled) => {
          setResult(undefined);
          setResult(
            await compare(session.hub, addressIn(filled.required('hub')), session.blockHash),
          );
        }}
      >
        <Field name="hub" label={say('compare-address')} hint={say('compare-hint')} />
      </Form>
      {result && (
        <Notice kind={result.kind === 'same' ? 'good' : 'bad'}>
          <p role="status">
            {say(
              `compare-${result.kind.replaceAll(' ', '-')}`,
              'lag' in result
                ? { lag: result.lag }
                : 'height' in result
                  ? { height: String(result.height) }
                  : {},
            )}
          </p>
        </Notice>
      )}
    </Section>
  );
}

function addressIn(text: string): Hub {
  try {
    const url = new URL(text);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new TypeError();
    return new Hub(url.href.endsWith('/') ? url.href : `${url.href}/`);
  } catch {
    throw new BadField('hub', 'compare-no-address');
  }
}

async function compare(
  ours: Hub,
  theirs: Hub,
  hashAt: (height: number) => Promise<string>,
): Promise<Comparison> {
  let answers;
  try {
    answers = await Promise.all([ours.ask('/network'), theirs.ask('/network')]);
  } catch (error) {
    if (error instanceof HubError) throw new BadField('hub', 'compare-trouble');
    throw error;
  }
  const [a, b] = answers;
  if (a.result.genesis !== b.result.genesis) return { kind: 'another chain' };
  // Both name a final block. The node tells which hash it has at that height.
  for (const { asOf, result } of answers) {
    let hash: string;
    try {
      hash = await hashAt(asOf.height);
    } catch (error) {
      // It may have read further than our node.
      if (error instanceof LinkError) throw new BadField('hub', 'compare-trouble');
      throw error;
    }
    if (hash.toLowerCase() !== prefixed(result.hash)) {
      return { kind: 'another block', height: asOf.height };
    }
  }
  const keys = (one: typeof a) => JSON.stringify(one.result.authorities?.keys ?? []);
  if (a.result.authorities?.height === b.result.authorities?.height && keys(a) !== keys(b)) {
    return { kind: 'other validators' };
  }
  return { kind: 'same', lag: Math.abs(a.asOf.height - b.asOf.height) };
}

const prefixed = (hash: string) => (hash.startsWith('0x') ? hash : `0x${hash}`).toLowerCase();
