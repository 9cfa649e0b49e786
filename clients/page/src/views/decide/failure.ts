// Why an approved call was not made, without the long list of errors: its name is enough in a list.

import type { Failure } from '../../generated/chain.ts';
import type { Say } from '../../words/words.ts';

export function explainNow(failure: Failure, say: Say): string {
  return say(`petition-failure-${failure.type}`);
}
