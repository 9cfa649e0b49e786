// People, by what stands in the address after it.

import type { Route } from '../../app/route.ts';
import { Bring, Join } from './join.tsx';
import { Leave, People } from './people.tsx';

export default function View({ path: [first] }: Route) {
  if (first === 'join') return <Join />;
  if (first === 'bring') return <Bring />;
  if (first === 'leave') return <Leave />;
  return <People />;
}
