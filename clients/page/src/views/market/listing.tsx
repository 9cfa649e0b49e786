// One listing: what is sold, by whom, on what terms, and how to order it.

import { useAct, useApp, useChain } from '../../app/context.ts';
import { pickupHash } from '../../chain/hashes.ts';
import type { ListingView, LotView, ReputationView, TalliesView } from '../../generated/chain.ts';
import { equal, toHex } from '../../scale/bytes.ts';
import { useCurrency, useMoney } from '../../ui/currency.ts';
import { Act, BadField, Check, Field, Form } from '../../ui/form.tsx';
import { WithAccount } from '../../ui/locked.tsx';
import { shortAddress } from '../../ui/names.ts';
import { Facts, More, Notice, Section, Seeing } from '../../ui/parts.tsx';
import { useGenesis } from '../../ui/shared.tsx';
import { TextOf } from '../../ui/text.tsx';
import { usePickups } from './pickup.ts';
import { LotForm } from './sell.tsx';
import { dateFacts, dateWords, percentWords, priceWords, unitPrice } from './words.ts';
import { titleOf } from './market.tsx';

interface Shown {
  listing: ListingView;
  lots: LotView[];
  reputation: ReputationView;
}

export function Listing({ number }: { number: number }) {
  const { say } = useApp();
  const look = useChain<Shown | undefined>(`listing-page/${number}`, async (view) => {
    const [listing, lots] = await Promise.all([
      view.ask('marketplaceApi.listing', number),
      view.ask('marketplaceApi.lots', number),
    ]);
    if (!listing) return undefined;
    const reputation = await view.ask('marketplaceApi.reputation', {
      type: 'Account',
      value: listing.seller,
    });
    return { listing, lots, reputation };
  });
  return (
    <>
      <h1 tabIndex={-1}>
        {look.value ? titleOf(look.value.listing, say) : say('listing', { number: String(number) })}
      </h1>
      <Seeing of={look}>
        {(shown) => (shown ? <Body shown={shown} /> : <p>{say('listing-gone')}</p>)}
      </Seeing>
    </>
  );
}

function Body({ shown: { listing, lots, reputation } }: { shown: Shown }) {
  const { session, say, words } = useApp();
  const act = useAct();
  const money = useMoney(useCurrency(listing.terms.currency));
  const { terms } = listing;
  const isMine = session.account !== undefined && equal(session.account, listing.seller);
  return (
    <>
      <Facts
        of={[
          [say('price'), priceWords(terms.pricing, words, money)],
          [say('market-kind'), say(`kind-${terms.kind}`)],
          [say('seller'), <code>{shortAddress(listing.seller)}</code>],
          [say('accept-days'), say('days', { count: terms.acceptDays })],
          [say('overdue-days'), say('days', { count: terms.overdueDays })],
          terms.startShare > 0 && [say('start-share'), percentWords(terms.startShare, words)],
          terms.unjudged !== undefined && [say('unjudged'), percentWords(terms.unjudged, words)],
          terms.requirement && [
            say('requirement'),
            say('requirement-is', { schema: String(terms.requirement.schema) }),
          ],
          terms.design !== undefined && [say('design'), String(terms.design)],
        ]}
      />
      {listing.standing !== 'Open' && (
        <Notice kind="bad">{say(`listing-${listing.standing}`)}</Notice>
      )}
      {terms.details && (
        <Section title={say('details')}>
          <TextOf hash={terms.details} />
        </Section>
      )}
      <Reputation of={reputation} />
      <Section title={say('lots')}>
        {lots.length === 0 && <p>{say('lots-none')}</p>}
        {lots.map((lot) => (
          <Lot key={lot.lot} lot={lot} listing={listing} isMine={isMine} money={money} />
        ))}
      </Section>
      {isMine && (
        <Section title={say('seller-acts')}>
          <LotForm listing={listing.listing} />
          <Act
            danger
            action={say('listing-close')}
            onAct={() =>
              act({ call: 'marketplace.closeListing', args: { listing: listing.listing } })
            }
          />
        </Section>
      )}
    </>
  );
}

function Lot({
  lot,
  listing,
  isMine,
  money,
}: {
  lot: LotView;
  listing: ListingView;
  isMine: boolean;
  money: ReturnType<typeof useMoney>;
}) {
  const { say, words } = useApp();
  const act = useAct();
  const opens = dateWords(lot.terms.opens, words);
  const place = { listing: listing.listing, lot: lot.lot };
  return (
    <div class="card">
      <h3>{say('lot', { number: String(lot.lot) })}</h3>
      <Facts
        of={[
          [say('lot-available'), String(lot.available)],
          opens !== undefined && [say('lot-opens'), opens],
          ...dateFacts(lot.terms.dates, words),
          isMine && [say('lot-reserved'), String(lot.reserved)],
          isMine && [say('lot-delivered'), String(lot.delivered)],
        ]}
      />
      {lot.recalled && <Notice kind="bad">{say('lot-recalled')}</Notice>}
      {!isMine && lot.orderable && (
        <WithAccount>
          <Order listing={listing} lot={lot} money={money} />
        </WithAccount>
      )}
      {isMine && (
        <More title={say('lot-change')}>
          <Form
            action={say('lot-write-off')}
            onFill={(filled) =>
              act({
                call: 'marketplace.writeOff',
                args: { ...place, quantity: filled.integer('quantity') },
              })
            }
          >
            <Field
              name="quantity"
              kind="number"
              label={say('quantity')}
              hint={say('lot-write-off-hint')}
            />
          </Form>
          <Act
            danger
            action={say('lot-recall')}
            onAct={() => act({ call: 'marketplace.recallLot', args: place })}
          />
          <p class="hint">{say('lot-recall-hint')}</p>
        </More>
      )}
    </div>
  );
}

function Order({
  listing,
  lot,
  money,
}: {
  listing: ListingView;
  lot: LotView;
  money: ReturnType<typeof useMoney>;
}) {
  const { session, say } = useApp();
  const act = useAct();
  const genesis = useGenesis();
  const pickups = usePickups();
  const each = unitPrice(listing.terms.pricing);
  return (
    <Form
      action={say('order-place')}
      onFill={async (filled) => {
        const quantity = filled.integer('quantity');
        if (quantity === 0) throw new BadField('quantity', 'bad-zero');
        if (quantity > lot.available) {
          throw new BadField('quantity', 'order-too-many', { available: String(lot.available) });
        }
        let code: Uint8Array | undefined;
        if (filled.checked('code') && genesis && session.account) {
          const secret = crypto.getRandomValues(new Uint8Array(16));
          code = pickupHash(genesis, session.account, listing.listing, lot.lot, secret);
          await pickups.put({ listing: listing.listing, lot: lot.lot, hash: toHex(code), secret });
        }
        await act({
          call: 'marketplace.placeOrders',
          args: {
            orders: [
              {
                listing: listing.listing,
                lot: lot.lot,
                quantity,
                // The seller may change the price meanwhile: then the chain refuses the order.
                maxUnitPrice: each,
                revision: listing.revision,
                code,
              },
            ],
          },
        });
      }}
    >
      <Field
        name="quantity"
        kind="number"
        label={say('quantity')}
        value="1"
        hint={say('order-bond', { price: money.units(each) })}
      />
      <Check name="code" label={say('order-code')} value={true} />
      <p class="hint">{say('order-code-hint')}</p>
    </Form>
  );
}

const STARS = [1, 2, 3, 4, 5] as const;

function tallyWords(
  tallies: TalliesView,
  say: ReturnType<typeof useApp>['say'],
): string | undefined {
  const tally = tallies.byMembers;
  if (!tally) return undefined;
  return STARS.map((stars) =>
    say('stars-count', { stars, people: tally.stars[stars - 1] ?? 0 }),
  ).join(', ');
}

function Reputation({ of }: { of: ReputationView }) {
  const { say } = useApp();
  const now = tallyWords(of.current.asSeller, say);
  const before = of.last && tallyWords(of.last.asSeller, say);
  if (now === undefined && before === undefined) {
    return <p class="hint">{say('reputation-none')}</p>;
  }
  return (
    <Facts
      of={[
        now !== undefined && [say('reputation-now'), now],
        before !== undefined && [say('reputation-before'), before],
      ]}
    />
  );
}
