// Takes from the pages in docs/, word by word, what they tell people to do, so that the tests do
// just that.

import { readFileSync } from 'node:fs';

/** The text of a page, or the part under one of its headings of the second level. */
export function page(file, heading) {
  const text = readFileSync(new URL(`../../../docs/${file}`, import.meta.url), 'utf8');
  if (heading === undefined) return text;
  const start = text.indexOf(`\n## ${heading}\n`);
  if (start < 0) throw new Error(`docs/${file} has no "${heading}"`);
  const end = text.indexOf('\n## ', start + 1);
  return text.slice(start, end < 0 ? undefined : end);
}

/** The code blocks in one language, in their order. */
export function blocks(language, file, heading) {
  const found = page(file, heading).matchAll(/\n```(\w+)\n(.*?)\n```\n/gs);
  return [...found].filter(([, of]) => of === language).map(([, , text]) => text);
}
