// A college that awards a licence to a class, as the page for issuers tells it to.

import { run, secret, succeed, workshop } from '../../lib/driver/documents.mjs';

const DAY = 86_400_000;
const date = (days) => new Date(Date.now() + days * DAY).toISOString().replace(/\.\d+Z$/, 'Z');
// The foreign verifier of status lists takes the machine's time and no other.
export const NOW = date(0);
export const LAST_MONTH = date(-40);
export const seconds = (text) => Date.parse(text) / 1000;
export const GENESIS = `0x${'5a'.repeat(32)}`;
export const ISSUER = 3;
export const STATUS = 'https://college.example/status';
const SEQUENCE = 1;

export const definition = {
  issuer: { name: 'College of the Atolls', url: 'https://college.example' },
  achievement: {
    id: 'https://college.example/achievements/telehealth-1',
    achievementType: 'License',
    name: 'Tele-health nurse, level 1',
    description: 'May offer tele-health under supervision.',
    criteria: 'Passed the course "Tele-health" and 40 hours\nunder supervision.',
    creditsAvailable: 12.5,
    tags: ['nursing', 'tele-health'],
  },
  vct: 'https://college.example/types/telehealth-1',
  validFrom: date(-60),
  validUntil: date(1825),
  statusLists: STATUS,
};

const CLASS = [
  ['mele', 'Mele Tāufa 😀', 'TH-0001', '12.5', 'Calm, "exact" and kind', 'A', 'B+'],
  ['tomasi', 'Tomasi', 'TH-0002', '8.2', '', '', '<B>'],
  ['ana', 'Ana', '', '', '', '', ''],
];

/** Issues to a class. Returns a folder with all that issuer, holders and verifiers have. */
export function college({ web, edit = {} } = {}) {
  const shop = workshop();
  shop.write('issuer.secret', secret('college'));
  const keys = {};
  for (const [name] of CLASS) {
    const file = shop.write(`${name}.secret`, secret(name));
    keys[name] = holderKey(file);
  }
  const heading = 'key,name,licenseNumber,creditsEarned,narrative,result:Anatomy,result:Drugs';
  const quote = (cell) => `"${cell.replaceAll('"', '""')}"`;
  const rows = CLASS.map(([name, ...cells]) => [keys[name], ...cells].map(quote).join(','));
  shop.write('people.csv', [heading, ...rows, ''].join('\n'));
  shop.write('award.json', { ...definition, ...edit });
  const seed = ['--seed', shop.at('issuer.secret'), ...(web ? ['--web', web] : [])];
  const order = [
    ...seed,
    ...['--award', shop.at('award.json'), '--people', shop.at('people.csv')],
    ...['--genesis', GENESIS, '--issuer', ISSUER, '--sequence', SEQUENCE, '--schema', 2],
  ];
  succeed('issue', ...order, '--pad', 16, '--out', shop.at('class'));
  const identity = succeed('identity', ...seed);
  const batch = shop.json('class/batch.json');
  shop.write('batch.json', { ...batch, keys: [identity.key] });
  const of = (name) => `class/${keys[name].slice('did:key:'.length)}`;
  return {
    ...shop,
    order,
    identity,
    keys,
    credential: (name) => shop.json(`${of(name)}.json`),
    token: (name) => shop.read(`${of(name)}.sd-jwt`),
    envelope: (name) => shop.json(`${of(name)}.envelope.json`),
    paths: (name) => ({
      credential: shop.at(`${of(name)}.json`),
      token: shop.at(`${of(name)}.sd-jwt`),
      envelope: shop.at(`${of(name)}.envelope.json`),
    }),
    /** The status lists as of a time, with these awards marked on the chain. */
    lists(folder, { revoked = [], suspended = [], at = NOW, by = seed } = {}) {
      const bytes = new Uint8Array(4);
      const mark = (names, bit) => {
        for (const name of names) {
          const { index } = shop.json(`${of(name)}.envelope.json`);
          bytes[index >> 2] |= bit << (2 * (index & 3));
        }
      };
      mark(revoked, 1);
      mark(suspended, 2);
      const used = bytes.slice(0, bytes.findLastIndex((byte) => byte !== 0) + 1);
      const chunks = used.length > 0 ? [[0, `0x${Buffer.from(used).toString('hex')}`]] : [];
      const bits = shop.write(`${folder}.bits.json`, {
        genesis: GENESIS,
        issuer: ISSUER,
        at: seconds(at),
        batches: [
          { sequence: 0, count: 1, chunks: [] },
          { sequence: SEQUENCE, count: batch.count, chunks },
        ],
      });
      succeed(
        'export-status',
        ...by,
        '--bits',
        bits,
        '--address',
        STATUS,
        '--out',
        shop.at(folder),
      );
      return ['revocation', 'suspension'].map((purpose) => `${folder}/${purpose}-0.json`);
    },
    /** Our own verifier's report. */
    verify(name, { document, lists = [], at = NOW, batch: file = 'batch.json', more = [] } = {}) {
      const { credential, envelope } = this.paths(name);
      return run(
        'verify',
        ...['--document', document ?? credential, '--envelope', envelope, '--at', at],
        ...(file ? ['--batch', shop.at(file)] : []),
        ...lists.flatMap((list) => ['--list', shop.at(list)]),
        ...more,
      );
    },
  };
}

function holderKey(file) {
  return succeed('identity', '--holder', file).did;
}
