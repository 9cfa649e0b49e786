// What a person sees who has no key: the first picture of all.

import { linkTo } from '../../app/route.ts';
import type { Say } from '../../words/words.ts';

export function Welcome({ say }: { say: Say }) {
  return (
    <section aria-label={say('welcome')}>
      <p class="lead">{say('welcome-what')}</p>
      <p>
        <a class="button" href={linkTo('key')}>
          {say('welcome-key')}
        </a>
      </p>
      <p>
        <a href={linkTo('key', 'words')}>{say('welcome-words')}</a>
      </p>
      <p>
        <a href={linkTo('key', 'lost')}>{say('welcome-lost')}</a>
      </p>
      <p class="hint">{say('welcome-look')}</p>
    </section>
  );
}
