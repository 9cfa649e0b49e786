// What the page asks the hub, by the paths of the hub's description. A path that the hub lacks ends
// the build.

export const PATHS = [
  '/health',
  '/network',
  '/grids/{grid}/clearings',
  '/petitions',
  '/petitions/{petition}',
  '/members/{member}/votes',
];
