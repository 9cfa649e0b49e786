// The languages that the page speaks. Browsers know neither the plural rules nor the months of most
// languages of the Pacific, so the page brings both: the months are in the catalogues, and the plural
// rules are those of a language that every browser knows and that has the same ones.

import * as english from '../../locales/en/index.ts';

/** What only some views say. */
export type Part = keyof typeof english.parts;

export const PARTS = Object.keys(english.parts) as Part[];

interface Text {
  default: string;
}

/** What a language has of the messages: those that every view needs, and those of parts. */
export interface Catalogue {
  first: string;
  parts: Readonly<Partial<Record<Part, () => Promise<Text>>>>;
}

/** Where it is kept which language somebody chose. */
export const LANGUAGE = 'language';

export interface Language {
  /** As HTML names it (BCP 47). */
  code: string;
  /** What its speakers call it. */
  name: string;
  /** A language with the same plural rules that every browser knows. */
  pluralsOf: string;
  /** Between whole numbers and their parts, and between thousands. */
  point: string;
  group: string;
  /** Nobody who speaks it as a mother tongue has read it yet. */
  unreviewed: boolean;
  load(): Promise<Catalogue>;
}

export const ENGLISH: Language = {
  code: 'en',
  name: 'English',
  pluralsOf: 'en',
  point: '.',
  group: ',',
  unreviewed: false,
  load: async () => english,
};

export const LANGUAGES: readonly Language[] = [
  ENGLISH,
  {
    code: 'sm',
    name: 'Gagana Sāmoa',
    pluralsOf: 'en',
    point: '.',
    group: ',',
    unreviewed: true,
    load: () => import('../../locales/sm/index.ts'),
  },
];

export function languageOf(code: string | undefined): Language | undefined {
  return LANGUAGES.find((one) => one.code === code?.split('-')[0]?.toLowerCase());
}
