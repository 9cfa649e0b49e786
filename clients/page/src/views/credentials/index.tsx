// Skills, by what stands in the address after it.

import type { Route } from '../../app/route.ts';
import { Check } from './check.tsx';
import { Credentials } from './credentials.tsx';

export default function View({ path: [first] }: Route) {
  return first === 'check' ? <Check /> : <Credentials />;
}
