// One's key, by what stands in the address after it.

import type { Route } from '../../app/route.ts';
import { KeyView } from './key.tsx';
import { Lost } from './lost.tsx';

export default function View({ path: [first] }: Route) {
  return first === 'lost' ? <Lost /> : <KeyView part={first} />;
}
