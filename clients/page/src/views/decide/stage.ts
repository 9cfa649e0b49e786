// Where a petition is, in words.

import type { Obstacle, PetitionView } from '../../generated/chain.ts';
import { explainNow } from './failure.ts';
import type { Say, Words } from '../../words/words.ts';
import { dayWords } from '../../words/dates.ts';

/** When a slot of the chain's clock comes. */
export type At = (slot: number) => number | undefined;

function obstacleWords(obstacle: Obstacle, say: Say): string {
  return obstacle.type === 'Behind'
    ? say('obstacle-Behind', { petition: String(obstacle.value) })
    : say(`obstacle-${obstacle.type}`);
}

export function stageWords(
  { stage, fate, endorsements, threshold }: PetitionView,
  words: Words,
  at: At,
) {
  const { say } = words;
  const day = (slot: number) => {
    const time = at(slot);
    return time === undefined ? '–' : dayWords(words, time);
  };
  switch (stage.type) {
    case 'Open':
      return say('stage-Open', {
        endorsements,
        threshold,
        until: day(stage.value.until),
      });
    case 'Waiting':
      return say('stage-Waiting', { why: obstacleWords(stage.value.obstacle, say) });
    case 'Merging':
      return say('stage-Merging', { into: String(stage.value.into) });
    case 'Voting':
      return fate?.type === 'Approved'
        ? say('stage-approved', { due: day(fate.value.due) })
        : say('stage-Voting');
    case 'Done':
      return say('stage-Done', { at: day(stage.value.at) });
    case 'Failed':
      return say('stage-Failed', {
        at: day(stage.value.at),
        why: explainNow(stage.value.failure, say),
      });
    case 'Ended':
      return say(`ending-${stage.value.ending}`, { at: day(stage.value.at) });
  }
}

/** In which part of the list a petition stands. */
export function groupOf({ stage, fate }: PetitionView): 'vote' | 'endorse' | 'over' {
  if (stage.type === 'Voting') return fate?.type === 'Over' ? 'over' : 'vote';
  return stage.type === 'Open' || stage.type === 'Waiting' || stage.type === 'Merging'
    ? 'endorse'
    : 'over';
}
