// Samoan. Nobody who speaks it as a mother tongue has read it yet.

import shell from './shell.ftl';

export const first = shell;

export const parts = {} as const;
