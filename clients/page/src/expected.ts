/** An error that the page expects: `why` is one of a few words, each of which is said to people in theirs. */
export class Expected<Why extends string> extends Error {
  constructor(
    readonly why: Why,
    detail = '',
  ) {
    super(detail === '' ? why : `${why}: ${detail}`);
  }
}
