// What the page asks the hub, by the paths of the hub's description. A path that the hub lacks ends
// the build.

export const GETS = [
  '/health',
  '/network',
  '/grids/{grid}/clearings',
  '/petitions/{petition}',
  '/members/{member}/votes',
  // To those who signed in, and only what is their own.
  '/login',
  '/meters/{meter}',
  '/meters/{meter}/months/{month}',
  '/meters/{meter}/load',
];

export const POSTS = ['/login'];
