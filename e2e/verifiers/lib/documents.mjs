// Documents for the guard: rich ones, hostile ones, and mutations at random of the first.

import { definition } from './college.mjs';

export const V2 = 'https://www.w3.org/ns/credentials/v2';
export const OB = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
export const DI = 'https://w3id.org/security/data-integrity/v2';

/** An award with most of what Open Badges has, nested as deep as it goes. */
export function rich() {
  return {
    '@context': [V2, OB],
    id: 'urn:uuid:6b0a2f0e-6c3a-4d5a-9d53-0d6d2f0a0002',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Boat building',
    issuer: {
      id: 'did:web:college.example',
      type: ['Profile'],
      name: 'College',
      address: {
        id: 'https://college.example/address',
        type: ['Address'],
        addressCountry: 'Tuvalu',
        geo: { type: ['GeoCoordinates'], latitude: -8.52, longitude: 179.2 },
      },
      parentOrg: { id: 'https://ministry.example', type: ['Profile'], name: 'Ministry' },
    },
    validFrom: '2026-11-01T00:00:00Z',
    validUntil: '2031-11-01T00:00:00Z',
    credentialSubject: {
      id: 'did:example:mele',
      type: ['AchievementSubject'],
      activityStartDate: '2026-01-05',
      creditsEarned: 8.2,
      role: 'apprentice',
      identifier: [
        { type: 'IdentityObject', hashed: true, identityHash: 'sha256$ab', salt: 's' },
        { type: 'IdentityObject', hashed: false, identityHash: 'Mele', identityType: 'name' },
      ],
      achievement: {
        id: 'https://college.example/boats',
        type: ['Achievement'],
        name: 'Boats ŋ 😀',
        description: 'Line one\nline "two"\ttab \\ back',
        criteria: { narrative: 'Build one.' },
        tag: ['boats', 'wood'],
        creditsAvailable: 5,
        alignment: [
          { type: ['Alignment'], targetName: 'n1', targetUrl: 'https://std.example/1' },
          { type: ['Alignment'], targetName: 'n2', targetUrl: 'https://std.example/2' },
        ],
        resultDescription: [
          {
            id: 'urn:uuid:11111111-1111-4111-8111-111111111111',
            type: ['ResultDescription'],
            name: 'Grade',
            resultType: 'LetterGrade',
            allowedValue: ['A', 'B', 'A'],
            rubricCriterionLevel: [
              {
                id: 'urn:uuid:22222222-2222-4222-8222-222222222222',
                type: ['RubricCriterionLevel'],
                level: '1',
                points: '10',
              },
            ],
          },
        ],
      },
      result: [
        {
          type: ['Result'],
          resultDescription: 'urn:uuid:11111111-1111-4111-8111-111111111111',
          value: 'A',
        },
        { type: ['Result'], status: 'Completed' },
      ],
    },
    evidence: [{ id: 'https://ev.example/1', type: ['Evidence'], genre: 'photograph', name: 'E' }],
  };
}

/** The least that an award has. */
export function plain(more = {}, subject = {}) {
  return {
    '@context': [V2, OB],
    id: 'urn:uuid:6b0a2f0e-6c3a-4d5a-9d53-0d6d2f0a0003',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: 'did:example:college',
    credentialSubject: { id: 'did:example:mele', type: ['AchievementSubject'], ...subject },
    ...more,
  };
}

const achievement = (more) => ({
  achievement: { id: definition.achievement.id, type: ['Achievement'], name: 'n', ...more },
});
const PRIVATE = '\ue000';
const ASTRAL = '\u{1f600}';

/** What a document may not have, and the kind of refusal. */
export const hostile = {
  'an unknown term': [plain({ grade: 'A' }), 'Undefined'],
  'an unknown term deep inside': [plain({}, achievement({ criteria: { mark: 1 } })), 'Undefined'],
  'an unknown type': [plain({ type: ['VerifiableCredential', 'Honours'] }), 'Undefined'],
  'a relative IRI': [plain({ id: 'award/1' }), 'Undefined'],
  'an empty IRI': [plain({ id: '' }), 'Undefined'],
  'an IRI with >': [plain({}, achievement({ id: 'https://a.example/>' })), 'Lost'],
  'an IRI with a space': [plain({}, achievement({ id: 'https://a.example/ b' })), 'Lost'],
  'a language': [plain({ name: { '@value': 'n', '@language': 'en' } }), 'Keyword'],
  'a direction': [plain({ name: { '@value': 'n', '@direction': 'rtl' } }), 'Keyword'],
  'a context inside': [plain({}, { '@context': { grade: 'https://x.example/g' } }), 'Keyword'],
  "a context of one's own": [{ ...plain(), '@context': [V2, OB, { g: 'x:g' }] }, 'Contexts'],
  'an unknown context': [{ ...plain(), '@context': [V2, 'https://x.example/c'] }, 'Contexts'],
  'a context that forgets': [{ ...plain(), '@context': [V2, null, OB] }, 'Contexts'],
  'contexts in another order': [{ ...plain(), '@context': [OB, V2] }, 'Contexts'],
  'a context as text': [{ ...plain(), '@context': V2 }, 'Contexts'],
  'no context': [{ ...plain(), '@context': undefined }, 'Contexts'],
  'a graph': [plain({ '@graph': [{ id: 'urn:x:1' }] }), 'Keyword'],
  'a list by keyword': [plain({}, { result: { '@list': ['a'] } }), 'Keyword'],
  'a compact IRI as a term': [plain({ 'schema:name': 'n' }), 'Keyword'],
  'a blank node by name': [plain({}, achievement({ id: '_:b0' })), 'Keyword'],
  'a tiny number': [plain({}, { creditsEarned: 1e-7 }), 'Number'],
  'a huge number': [plain({}, { creditsEarned: 1e20 }), 'Number'],
  'a whole number beyond 2^53': [
    JSON.stringify(plain({}, { creditsEarned: 4711 })).replace('4711', '9007199254740993'),
    'Number',
  ],
  'minus nothing': [
    JSON.stringify(plain({}, { creditsEarned: 4711 })).replace('4711', '-0.0'),
    'Number',
  ],
  'characters beyond the basic plane beside private ones': [
    plain({}, { result: [{ type: ['Result'], value: [PRIVATE, ASTRAL] }] }),
    'Order',
  ],
  'a noncharacter': [plain({ name: 'a\uffff' }), 'Character'],
  'a control character': [plain({ name: 'a\u0007' }), 'Character'],
  'two types with contexts of their own': [
    plain({}, { type: ['AchievementSubject', 'Profile'], achievement: 'x', email: 'y' }),
    'Types',
  ],
  'two types that disagree on a term': [
    plain({}, { result: { type: ['Result', 'Achievement'], resultDescription: 'urn:x:1' } }),
    'Types',
  ],
  null: [plain({ name: null }), 'Empty'],
  'a list in a list': [plain({}, achievement({ tag: [['a']] })), 'Empty'],
  'an empty list': [plain({}, achievement({ tag: [] })), 'Empty'],
  'an empty object': [plain({}, achievement({ criteria: {} })), 'Empty'],
  twins: [
    plain(
      {},
      {
        result: [1, 2].map((at) => ({
          type: ['Result'],
          alignment: [{ name: 'n', id: undefined, alignment: [{ name: `${at}` }] }],
        })),
      },
    ),
    'Twins',
  ],
  'JSON as a value': [
    plain({}, { cnf: { jwk: { kty: 'OKP', [ASTRAL]: 1, [PRIVATE]: 2 } } }),
    'JsonLiteral',
  ],
  'a presentation, whose context forgets': [
    {
      '@context': [V2, OB],
      type: ['VerifiablePresentation'],
      verifiableCredential: { id: 'urn:x:1', grade: 'A' },
    },
    'Keyword',
  ],
  'a proof that is none': [plain({ proof: 'did:example:college' }), 'Keyword'],
  'a proof inside': [plain({}, { proof: { type: 'DataIntegrityProof' } }), 'Keyword'],
  'too deep': [plain({}, nested(40)), 'TooLarge'],
  'too long': [plain({ name: 'a'.repeat(300_000) }), 'TooLarge'],
};

function nested(depth) {
  return depth === 0 ? { id: 'urn:x:0' } : { id: `urn:x:${depth}`, source: nested(depth - 1) };
}

/** What looks strange and is the same to all. */
export const strange = {
  'a context that repeats another': {
    ...plain(),
    '@context': [V2, DI],
    type: 'VerifiableCredential',
    credentialSubject: { id: 'urn:x:1' },
  },
  'all three contexts': { ...plain(), '@context': [V2, OB, DI] },
  fractions: plain(
    {},
    {
      creditsEarned: 8.2,
      result: [0.1, 100.5, 1.5e-6, -7.25, 123456.789].map((value) => ({ type: ['Result'], value })),
    },
  ),
  'whole numbers': plain(
    {},
    { creditsEarned: 9007199254740991, result: { type: ['Result'], value: -12 } },
  ),
  'a fraction that is none': JSON.stringify(plain({}, { creditsEarned: 4711 })).replace(
    '4711',
    '5.0',
  ),
  'line ends, quotes and backslashes': plain({ name: 'a\n"b"\\c\r\td' }),
  'other scripts': plain({ name: 'Fakaʻofo, 東京, \u{1f600}, é é' }),
  booleans: plain(
    {},
    { identifier: [{ type: 'IdentityObject', hashed: true, identityHash: 'x' }] },
  ),
  'the same value twice': plain({}, achievement({ tag: ['a', 'a'] })),
  'a list with the same value twice': plain(
    {},
    achievement({
      resultDescription: [
        { id: 'urn:x:1', type: ['ResultDescription'], allowedValue: ['A', 'B', 'A'] },
      ],
    }),
  ),
  'the same object twice': plain(
    {},
    {
      source: { id: 'urn:x:1', type: 'Profile', name: 'n' },
      image: { id: 'urn:x:1', type: 'Image', caption: 'c' },
    },
  ),
};

/** Numbers at random, the same for the same seed. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const VALUES = [
  ...[
    '',
    'a',
    'Ŋ',
    ASTRAL,
    PRIVATE,
    'a\u0000',
    '\u007f',
    '\u0085',
    '\u2028',
    '\ufeff',
    ' a ',
    'a\\b',
  ],
  ...[
    '_:b0',
    'urn:x:1',
    'relative',
    '#f',
    '?q',
    '//h',
    'https://a.example/é',
    'https://a.example/>',
  ],
  ...[
    'https://a.example/%zz',
    'https://A.example:443/../x',
    'did:example:mele',
    'urn:uuid:1',
    'x:',
  ],
  ...['true', '1', '2026-11-01T00:00:00Z', '2026-11-01', 'AchievementSubject', 'Profile', '@id'],
  ...[
    0,
    1,
    -1,
    0.1,
    8.2,
    1e-6,
    1e-7,
    1e15,
    1.5e15,
    1e20,
    2 ** 53,
    2 ** 53 - 1,
    123456789.125,
    1 / 3,
  ],
  ...[true, false, null, [], {}, [[]], ['a', 'b'], ['b', 'a', 'a'], { id: 'urn:x:2' }],
  ...[{ name: 'n' }, { '@value': 'v' }, { '@list': ['a'] }, { '@id': 'urn:x:3' }, [{ name: 'n' }]],
  ...[
    { type: 'Profile', name: 'p' },
    { type: ['Achievement', 'Profile'], url: 'https://u.example' },
  ],
];
const KEYS = [
  ...[
    'id',
    'type',
    'name',
    'description',
    'achievement',
    'creditsEarned',
    'result',
    'value',
    'tag',
  ],
  ...['alignment', 'targetUrl', 'allowedValue', 'evidence', 'image', 'source', 'identifier', 'url'],
  ...[
    'proof',
    'cnf',
    'jwk',
    '_sd',
    'exp',
    'kid',
    '...',
    'jsonSchema',
    'termsOfUse',
    'statusPurpose',
  ],
  ...['credentialStatus', 'statusSize', 'digestSRI', 'relatedResource', 'verifiableCredential'],
  ...[
    'grade',
    '@type',
    '@id',
    '@vocab',
    '@base',
    '@included',
    '@reverse',
    '@nest',
    '@index',
    '@json',
  ],
  ...['a:b', 'https://schema.org/name', '__proto__x', 'toString', 'awardedDate', 'endorsement'],
];
const TYPES = ['Profile', 'Achievement', 'Result', 'Image', 'Evidence', 'JsonSchema', 'Address'];

/** The document after one to three changes. */
export function mutate(document, next) {
  const copy = structuredClone(document);
  const pick = (list) => list[Math.floor(next() * list.length)];
  for (let left = 1 + Math.floor(next() * 3); left > 0; left -= 1) {
    const all = places(copy);
    const { holder, key } = pick(all);
    const other = pick(all);
    const isObject = !Array.isArray(holder);
    const old = holder[key];
    const changes = [
      () => (holder[key] = structuredClone(pick(VALUES))),
      () => (holder[key] = structuredClone(other.holder[other.key])),
      () => delete holder[key],
      () => isObject && (holder[pick(KEYS)] = structuredClone(pick(VALUES))),
      () => isObject && delete holder[key] && (holder[pick(KEYS)] = old),
      () => isObject && (holder.type = [holder.type ?? [], pick(TYPES)].flat()),
    ];
    // Other values find most.
    pick([changes[0], changes[0], ...changes])();
  }
  return copy;
}

/** Each member and each item of a list. Holes of lists are none. */
function places(value, found = []) {
  for (const key of Object.keys(value ?? {})) {
    if (key === '@context') continue;
    found.push({ holder: value, key });
    if (typeof value[key] === 'object') places(value[key], found);
  }
  return found;
}
