// What the README tells people to do, taken from it word by word, so that the tests do just that.

import { readFileSync } from 'node:fs';

/** The text under a heading of the README. */
export function page(heading) {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const start = readme.indexOf(`\n## ${heading}\n`);
  if (start < 0) throw new Error(`the README has no page "${heading}"`);
  const end = readme.indexOf('\n## ', start + 1);
  return readme.slice(start, end < 0 ? undefined : end);
}

/** The code blocks of a page that are in one language, in their order. */
export function blocks(heading, language) {
  const found = page(heading).matchAll(/\n```(\w+)\n(.*?)\n```\n/gs);
  return [...found].filter(([, of]) => of === language).map(([, , text]) => text);
}
