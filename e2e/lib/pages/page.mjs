// What the pages in docs/ tell people to do, taken from them word by word, so that the tests do just that.

import { readFileSync } from 'node:fs';

/** The text of a page, or what stands under one of its headings of the second level. */
export function page(file, heading) {
  const text = readFileSync(new URL(`../../../docs/${file}`, import.meta.url), 'utf8');
  if (heading === undefined) return text;
  const start = text.indexOf(`\n## ${heading}\n`);
  if (start < 0) throw new Error(`docs/${file} has no "${heading}"`);
  const end = text.indexOf('\n## ', start + 1);
  return text.slice(start, end < 0 ? undefined : end);
}

/** The code blocks there that are in one language, in their order. */
export function blocks(language, file, heading) {
  const found = page(file, heading).matchAll(/\n```(\w+)\n(.*?)\n```\n/gs);
  return [...found].filter(([, of]) => of === language).map(([, , text]) => text);
}
