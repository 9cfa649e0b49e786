// Decide, by what stands in the address after it.

import { numberIn, type Route } from '../../app/route.ts';
import { Decide } from './decide.tsx';
import { Delegates } from './delegates.tsx';
import { OpenPetition } from './open.tsx';
import { Petition } from './petition.tsx';

export default function View({ path: [first] }: Route) {
  const number = numberIn(first);
  if (first === 'open') return <OpenPetition />;
  if (first === 'delegates') return <Delegates />;
  return number === undefined ? <Decide /> : <Petition key={number} number={number} />;
}
