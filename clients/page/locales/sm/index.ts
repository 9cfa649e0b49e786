// Samoan. Nobody who speaks it as a mother tongue has read it yet.

import home from './home.ftl';
import shell from './shell.ftl';

export const first = `${shell}\n${home}`;

export const parts = {
  calls: () => import('./calls.ftl'),
  credentials: () => import('./credentials.ftl'),
  decide: () => import('./decide.ftl'),
  market: () => import('./market.ftl'),
  network: () => import('./network.ftl'),
  people: () => import('./people.ftl'),
  key: () => import('./key.ftl'),
  outbox: () => import('./outbox.ftl'),
  share: () => import('./share.ftl'),
} as const;
