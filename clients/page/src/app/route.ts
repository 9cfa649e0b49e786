// Where in the page a person is. It stands behind the `#` of the address: so a server needs to know
// no view, and what somebody looks at is told to none.

export interface Route {
  /** The view, such as `decide`. */
  view: string;
  /** What in it, such as a petition's number. */
  path: string[];
  query: URLSearchParams;
}

/** A part of the path that says something that cannot be is as if it were not there. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

export function routeOf(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [view = '', ...rest] = path.split('/').map(decoded);
  return { view: view || 'home', path: rest, query: new URLSearchParams(query) };
}

/** The address of a place in the page. */
export function linkTo(view: string, ...path: (string | number | bigint)[]): string {
  return `#/${[view, ...path].map((part) => encodeURIComponent(String(part))).join('/')}`;
}

/** A number in a path, if there is one. */
export function numberIn(part: string | undefined): number | undefined {
  return part !== undefined && /^\d{1,10}$/.test(part) && Number(part) <= 0xffff_ffff
    ? Number(part)
    : undefined;
}

/** A number of 64 bits in a path, if there is one. */
export function bigIn(part: string | undefined): bigint | undefined {
  if (part === undefined || !/^\d{1,20}$/.test(part)) return undefined;
  const number = BigInt(part);
  return number >> 64n === 0n ? number : undefined;
}
