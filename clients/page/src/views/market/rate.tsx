// Rating the other party of an ended order. What is said is hidden until both have said it, so the page
// keeps it until it can be shown.

import { useEffect, useState } from 'preact/hooks';
import { useAct, useApp } from '../../app/context.ts';
import { ratingHash } from '../../chain/hashes.ts';
import type { GivenView, RatingView, Side } from '../../generated/chain.ts';
import { equal } from '../../scale/bytes.ts';
import { Act, Choice, Field, Form } from '../../ui/form.tsx';
import { useMe } from '../../ui/lines.ts';
import { Facts, Section } from '../../ui/parts.tsx';
import { useGenesis } from '../../ui/shared.tsx';
import { hashOfText, useTexts } from '../../ui/text.tsx';

interface Kept {
  stars: number;
  text: Uint8Array;
  salt: Uint8Array;
}

const NO_TEXT = new Uint8Array(32);

export function Rate({ rating }: { rating: RatingView }) {
  const { session, say } = useApp();
  const act = useAct();
  const me = useMe();
  const texts = useTexts();
  const genesis = useGenesis();
  const key = `rating/${rating.order}`;
  const [kept, setKept] = useState<Kept>();
  useEffect(() => {
    void session.store.get<Kept>(key).then(setKept);
  }, [session, key]);
  const { account } = session;
  const side: Side | undefined =
    account && equal(account, rating.buyer)
      ? 'Buyer'
      : account && equal(account, rating.seller)
        ? 'Seller'
        : undefined;
  const own = side === 'Seller' ? rating.bySeller : rating.byBuyer;
  const stage = rating.stage.type;
  return (
    <Section title={say('rating')}>
      <p>{say('rating-what')}</p>
      <Facts
        of={[
          [say('rating-by-buyer'), givenWords(rating.byBuyer, say)],
          [say('rating-by-seller'), givenWords(rating.bySeller, say)],
        ]}
      />
      {side && stage === 'Committing' && genesis && account && me.value && (
        <Form
          action={say('rating-commit')}
          onFill={async (filled) => {
            const text = filled.text('text');
            const next: Kept = {
              stars: Number(filled.text('stars')),
              text: text === '' ? NO_TEXT : hashOfText(text),
              salt: crypto.getRandomValues(new Uint8Array(32)),
            };
            if (text !== '') await texts.put(text);
            // Kept first: without the salt nobody could ever show it.
            await session.store.change<Kept>(key, () => next);
            setKept(next);
            const member = me.value!.member?.membership.member;
            const committer =
              member === undefined
                ? ({ type: 'Account', value: account } as const)
                : ({ type: 'Member', value: member } as const);
            const hash = ratingHash(genesis, { order: rating.order, by: side, committer, ...next });
            await act({ call: 'marketplace.commitRating', args: { order: rating.order, hash } });
          }}
        >
          <Choice
            name="stars"
            label={say('rating-stars')}
            value="5"
            options={[5, 4, 3, 2, 1].map((stars) => [String(stars), say('stars', { stars })])}
          />
          <Field name="text" kind="lines" label={say('rating-text')} />
        </Form>
      )}
      {side && own.type === 'Sealed' && kept && (
        <Act
          action={say('rating-reveal')}
          onAct={() =>
            act({
              call: 'marketplace.revealRating',
              args: { order: rating.order, by: side, ...kept },
            })
          }
        />
      )}
    </Section>
  );
}

function givenWords(given: GivenView, say: ReturnType<typeof useApp>['say']): string {
  return given.type === 'Revealed'
    ? say('stars', { stars: given.value.stars })
    : say(`rating-${given.type}`);
}
