// The market: what neighbours sell.

import { useApp, useChain } from '../../app/context.ts';
import { linkTo, numberIn } from '../../app/route.ts';
import type { Kind, ListingView } from '../../generated/chain.ts';
import { useCurrency, useMoney } from '../../ui/currency.ts';
import { cleanText, useVillage } from '../../ui/names.ts';
import { Choice, Form, Field, Check } from '../../ui/form.tsx';
import { More, Seeing } from '../../ui/parts.tsx';
import { KINDS, priceWords } from './words.ts';

/** So many listings come at once. */
const PAGE = 32;

const isKind = (text: string | null): text is Kind => KINDS.includes(text as Kind);

export function Market({ query }: { query: URLSearchParams }) {
  const { say } = useApp();
  const village = numberIn(query.get('village') ?? undefined);
  const named = query.get('kind');
  const kind = isKind(named) ? named : undefined;
  const isOrderable = query.get('all') === null;
  const after = numberIn(query.get('after') ?? undefined);
  const look = useChain(
    `listings/${village ?? ''}/${kind ?? ''}/${isOrderable}/${after ?? ''}`,
    (view) => view.ask('marketplaceApi.listings', village, kind, isOrderable, after, PAGE),
  );
  const show = (changes: Record<string, string | undefined>) => {
    const next = new URLSearchParams();
    for (const [name, value] of Object.entries(changes)) {
      if (value !== undefined && value !== '') next.set(name, value);
    }
    const text = next.toString();
    location.hash = linkTo('market') + (text && `?${text}`);
  };
  return (
    <>
      <h1 tabIndex={-1}>{say('view-market')}</h1>
      <ul class="links">
        <li>
          <a class="button" href={linkTo('market', 'orders')}>
            {say('orders')}
          </a>
        </li>
        <li>
          <a class="button" href={linkTo('market', 'sell')}>
            {say('sell')}
          </a>
        </li>
      </ul>
      <More title={say('market-filter')}>
        <Form
          action={say('market-show')}
          onFill={(filled) =>
            show({
              village: filled.text('village') && String(filled.integer('village')),
              kind: filled.text('kind'),
              all: filled.checked('all') ? '1' : undefined,
            })
          }
        >
          <Field
            name="village"
            kind="number"
            label={say('market-village')}
            value={village?.toString()}
          />
          <Choice
            name="kind"
            label={say('market-kind')}
            value={kind ?? ''}
            options={[
              ['', say('market-any-kind')],
              ...KINDS.map((one) => [one, say(`kind-${one}`)] as const),
            ]}
          />
          <Check name="all" label={say('market-all')} value={!isOrderable} />
        </Form>
      </More>
      <Seeing of={look}>
        {({ items, next }) => (
          <>
            {items.length === 0 && <p>{say('market-none')}</p>}
            <ul class="cards">
              {items.map((listing) => (
                <li key={listing.listing}>
                  <Line listing={listing} />
                </li>
              ))}
            </ul>
            {next !== undefined && (
              <button
                type="button"
                onClick={() =>
                  show({
                    village: village?.toString(),
                    kind,
                    all: isOrderable ? undefined : '1',
                    after: String(next),
                  })
                }
              >
                {say('market-next')}
              </button>
            )}
          </>
        )}
      </Seeing>
      <ul class="links">
        <li>
          <a href={linkTo('market', 'designs')}>{say('designs')}</a>
        </li>
        <li>
          <a href={linkTo('market', 'judge')}>{say('judge')}</a>
        </li>
      </ul>
    </>
  );
}

/** A service with a requirement shows no title: what its buyers need is their own business. */
export function titleOf({ terms }: ListingView, say: (message: string) => string): string {
  return cleanText(terms.title) || say(`kind-${terms.kind}`);
}

function Line({ listing }: { listing: ListingView }) {
  const { say, words } = useApp();
  const money = useMoney(useCurrency(listing.terms.currency));
  const village = useVillage(listing.community);
  return (
    <>
      <a href={linkTo('market', listing.listing)}>{titleOf(listing, say)}</a>
      <p>{priceWords(listing.terms.pricing, words, money)}</p>
      <p class="hint">
        {say(`kind-${listing.terms.kind}`)} · {village}
      </p>
    </>
  );
}
