// What the page says, by Fluent: a message's name and its values become a sentence in the person's
// language. What a catalogue lacks is said in English.

import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import { type Catalogue, ENGLISH, type Language, type Part } from './languages.ts';

export type Values = Record<string, FluentVariable>;

/** Says a message. */
export type Say = (message: string, values?: Values) => string;

export interface Words {
  language: Language;
  say: Say;
  /** Whether there is such a message, in any language. */
  has(message: string): boolean;
  months: readonly string[];
  /** Fetches what only some views say, once. */
  load(parts: readonly Part[]): Promise<void>;
}

class Speaker {
  private readonly bundle: FluentBundle;
  private readonly loaded = new Map<Part, Promise<void>>();

  private constructor(
    language: Language,
    private readonly catalogue: Catalogue,
  ) {
    // No marks of direction around values: all these languages go from left to right.
    this.bundle = new FluentBundle(language.pluralsOf, { useIsolating: false });
    this.add(catalogue.first);
  }

  static async of(language: Language): Promise<Speaker> {
    return new Speaker(language, await language.load());
  }

  load(part: Part): Promise<void> {
    let loaded = this.loaded.get(part);
    if (!loaded) {
      const text = this.catalogue.parts[part]?.();
      loaded = text ? text.then((found) => this.add(found.default)) : Promise.resolve();
      this.loaded.set(part, loaded);
      // One that could not be fetched is tried again.
      loaded.catch(() => this.loaded.delete(part));
    }
    return loaded;
  }

  has(message: string): boolean {
    return this.bundle.hasMessage(message);
  }

  /** A message in words, or undefined where it is not, or names a value that the page does not give. */
  say(message: string, values: Values | undefined): string | undefined {
    const pattern = this.bundle.getMessage(message)?.value;
    if (!pattern) return undefined;
    const errors: Error[] = [];
    const text = this.bundle.formatPattern(pattern, values, errors);
    return errors.length > 0 ? undefined : text;
  }

  private add(text: string): void {
    const errors = this.bundle.addResource(new FluentResource(text));
    if (errors.length > 0) throw errors[0]!;
  }
}

export async function wordsIn(language: Language): Promise<Words> {
  const english = await Speaker.of(ENGLISH);
  const own = language === ENGLISH ? english : await Speaker.of(language);
  // The tests look for messages that are not there: nobody should see a message's name.
  const say: Say = (message, values) =>
    own.say(message, values) ?? english.say(message, values) ?? message;
  return {
    language,
    say,
    has: (message) => own.has(message) || english.has(message),
    months: say('months').split(' '),
    load: async (parts) => {
      // Without a network a language may not be here, of which English stands in.
      const all = parts.map((part) =>
        Promise.all([english.load(part), own.load(part).catch(() => {})]),
      );
      await Promise.all(all);
    },
  };
}
