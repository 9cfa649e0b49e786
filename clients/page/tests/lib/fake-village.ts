// A village in its everyday life, as a node would answer of it: for what views show, and how. It is built
// on the fake chain, which takes transactions, and answers questions by the runtime's own types.

import { hash256 } from '../../src/chain/hashes.ts';
import { codec, encodeCall, storageKey } from '../../src/chain/codec.ts';
import {
  type Call,
  type ListingView,
  type MemberView,
  type OrderView,
  type PetitionView,
  type Questions,
  questions,
  storage,
  type Terms,
} from '../../src/generated/chain.ts';
import { equal, fromHex, toHex } from '../../src/scale/bytes.ts';
import { Input } from '../../src/scale/input.ts';
import { FakeChain } from './fake-chain.ts';
import { answersOfSchool, batchOfSchool, noSchool, type School } from './fake-school.ts';

export type Answers = {
  [K in keyof Questions]?: (...parameters: Questions[K]['parameters']) => Questions[K]['answer'];
};

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (byte: number, length = 32) => new Uint8Array(length).fill(byte);

/** Slots of governance in a day. */
const DAY = 14_400;
const NOW = 100 * DAY;

export const VAKA = 1_000_000_000_000n;

export const WHY =
  'Boats come in at night. A lamp at the jetty costs little, and nobody falls any more.';

const NEIGHBOUR = bytes(7);
const MEMBER = 23;

const nothing = { refTime: 0n, proofSize: 0n };

/** The grid's prices: by day, and from six in the evening on. */
const PRICES = {
  bands: [
    { from: 24, feedIn: VAKA / 10n, retail: (32n * VAKA) / 100n },
    { from: 72, feedIn: VAKA / 10n, retail: (40n * VAKA) / 100n },
  ],
  offset: 52,
  networkCharge: (2n * VAKA) / 100n,
  standingCharge: (5n * VAKA) / 100n,
  k: 500_000,
  trim: 250_000,
};

const payment: Call = {
  call: 'communities.actAsCommunity',
  args: {
    call: {
      call: 'balances.transferKeepAlive',
      args: { dest: { type: 'Id', value: NEIGHBOUR }, value: 5n * VAKA },
    },
  },
};

const tariff: Call = {
  call: 'communities.actAsCommunity',
  args: {
    call: {
      call: 'energy.setTariff',
      args: {
        grid: 0,
        tariff: PRICES,
      },
    },
  },
};

const petition = (id: number, title: string, more: Partial<PetitionView>): PetitionView => ({
  id,
  opener: 3,
  track: { type: 'Village', value: 0 },
  title: utf8(title),
  text: hash256(utf8(WHY)),
  opened: NOW - 2 * DAY,
  endorsements: 2,
  threshold: 3,
  stage: { type: 'Open', value: { until: NOW + 58 * DAY } },
  fate: undefined,
  retryUntil: undefined,
  callHash: bytes(1),
  call: { bytes: encodeCall(payment) },
  weight: nothing,
  payments: [],
  ...more,
});

const PETITIONS: readonly PetitionView[] = [
  petition(4, 'A lamp at the jetty', {}),
  petition(5, 'Cheaper power at night', {
    call: { bytes: encodeCall(tariff) },
    endorsements: 3,
    stage: { type: 'Voting', value: { referendum: 9 } },
  }),
  petition(6, 'A call that this page does not know', { call: { bytes: bytes(250, 40) } }),
  petition(2, 'A boat for the clinic', {
    track: { type: 'Treasury' },
    stage: { type: 'Done', value: { referendum: 1, at: NOW - DAY } },
    payments: [{ payment: { type: 'Automatic', value: 3 }, state: { type: 'Paid' } }],
  }),
  petition(1, 'Another clerk', {
    track: { type: 'Parameters' },
    stage: {
      type: 'Failed',
      value: {
        referendum: 0,
        at: NOW - DAY,
        failure: { type: 'Call', value: { type: 'BadOrigin' } },
        retryFrom: NOW - 1,
        until: NOW + 20 * DAY,
      },
    },
  }),
];

const terms: Terms = {
  kind: 'Food',
  currency: { type: 'Native' },
  pricing: { type: 'Unit', value: VAKA / 10n },
  title: utf8('Skipjack, a kilogram'),
  details: hash256(utf8(WHY)),
  acceptDays: 7,
  overdueDays: 14,
  startShare: 0,
  unjudged: 500_000,
  instant: false,
  requirement: undefined,
  design: undefined,
};

const listing = (number: number, seller: Uint8Array, more: Partial<Terms>): ListingView => ({
  listing: number,
  seller,
  community: 0,
  terms: { ...terms, ...more },
  revision: 1,
  standing: 'Open',
  lots: 1,
});

const day = 86_400n;
const tomorrow = () => BigInt(Math.floor(Date.now() / 1000)) + day;

const order = (number: bigint, more: Partial<OrderView>): OrderView => ({
  order: number,
  buyer: NEIGHBOUR,
  seller: NEIGHBOUR,
  listing: 1,
  lot: 0,
  currency: { type: 'Native' },
  price: { type: 'Units', value: { each: VAKA / 10n, quantity: 5 } },
  dates: { closes: undefined, due: tomorrow(), bestBefore: tomorrow() },
  acceptDays: 7,
  overdueDays: 14,
  confirmationDays: 14,
  startShare: 0,
  unjudged: 500_000,
  fee: 20_000,
  requirement: undefined,
  design: undefined,
  state: { type: 'Accepted', value: { until: NOW + 10 * DAY, startFrom: NOW } },
  step: 0,
  escrow: (55n * VAKA) / 100n,
  deadline: NOW + 10 * DAY,
  default: { type: 'Overdue' },
  byCode: true,
  proposals: { buyers: undefined, sellers: undefined },
  case: undefined,
  floor: undefined,
  appealBond: undefined,
  recalled: false,
  ...more,
});

export interface Person {
  account: Uint8Array;
  /** Nobody's member yet. */
  isStranger?: boolean;
}

/** What the chain answers to that person. */
function answersTo({ account, isStranger }: Person, school: School): Answers {
  const member: MemberView = {
    membership: {
      member: MEMBER,
      community: 0,
      activeSince: NOW - 90 * DAY,
      seasonedFrom: NOW - DAY,
      villageSince: NOW - 90 * DAY,
      accountSince: NOW - 90 * DAY,
      suspended: false,
      frozen: false,
      dormancy: undefined,
    },
    account,
    isClerk: true,
    vouchesFrom: 0,
    movesFrom: 0,
    frozenUntil: 0,
    bannedUntil: 0,
    answersFor: 0,
    replacement: 12,
    challenging: undefined,
    challengesFrom: 0,
    freeCalls: 17,
    lastActive: NOW - DAY,
    dormantFrom: NOW + 100 * DAY,
  };
  const request = {
    account: bytes(9),
    community: 0,
    kind: { type: 'Join' as const },
    sponsor: 3,
    clerk: undefined,
    granted: false,
    vouches: [{ member: 4, at: NOW }],
    challenges: [],
    stage: { type: 'Open' as const },
    until: NOW + 80 * DAY,
  };
  const listings = [
    listing(1, NEIGHBOUR, {}),
    listing(2, account, { title: utf8('Bread') }),
    listing(3, NEIGHBOUR, {
      kind: 'Service',
      title: new Uint8Array(),
      details: undefined,
      currency: { type: 'WithId', value: 1 },
      requirement: { schema: 1, stake: VAKA },
      pricing: {
        type: 'Steps',
        value: [
          { price: 500n, days: 1 },
          { price: 700n, days: 20 },
        ],
      },
    }),
  ];
  const orders = [
    order(40n, { buyer: account }),
    order(41n, { seller: account }),
    order(42n, {
      seller: account,
      byCode: false,
      state: { type: 'Placed', value: { until: NOW + DAY } },
      default: { type: 'Unanswered' },
    }),
    order(43n, {
      buyer: account,
      byCode: false,
      state: { type: 'Delivered', value: { until: NOW + DAY, quantity: 4 } },
      default: { type: 'Unchallenged' },
      proposals: { buyers: undefined, sellers: 800_000 },
    }),
    order(44n, {
      buyer: account,
      state: { type: 'Disputed', value: { until: NOW + DAY, quantity: 4, appellant: undefined } },
      case: 7,
    }),
  ];
  const tally = { stars: [0, 0, 1, 4, 9] as [number, number, number, number, number], withheld: 1 };
  const tallies = { byMembers: tally, byOthers: undefined };
  const halfYear = { halfYear: 1, since: 0, asSeller: tallies, asBuyer: tallies };
  const ordered = {
    feedIn: VAKA / 10n,
    retail: (32n * VAKA) / 100n,
    networkCharge: (2n * VAKA) / 100n,
  };
  return {
    'clockApi.now': () => NOW,
    'clockApi.open': () => NOW,
    'clockApi.slotsPerDay': () => DAY,
    'communitiesApi.memberByAccount': (who) =>
      equal(who, account) && !isStranger ? member : undefined,
    'communitiesApi.community': (number) =>
      number === 0
        ? {
            name: utf8('Lapaha'),
            electorate: 57,
            clerks: [MEMBER],
            admissionsLeft: 3,
            dormanciesLeft: 2,
          }
        : undefined,
    'communitiesApi.nation': () => ({
      communities: 1,
      electorate: 57,
      seasoned: 50,
      foundersLeft: 5,
      suspensionsLeft: 2,
      dormanciesLeft: 2,
    }),
    'communitiesApi.requests': () => [
      { id: 12, request, validVouches: 1 },
      {
        id: 13,
        request: {
          ...request,
          clerk: MEMBER,
          stage: { type: 'Waiting', value: { ripe: NOW - 1 } },
        },
        validVouches: 3,
      },
    ],
    'communitiesApi.requestOf': () =>
      isStranger ? { id: 14, request: { ...request, account }, validVouches: 2 } : undefined,
    'communitiesApi.freeCalls': () => (isStranger ? 0 : 17),
    'communitiesApi.help': () => ({
      helper: { helper: 5, named: NOW, accepted: true },
      until: NOW + 700 * DAY,
      freeCalls: 7,
      helps: [31],
      askedBy: [32],
    }),
    'votingApi.poll': () => ({
      track: { type: 'Village', value: 0 },
      opened: NOW - DAY,
      electorate: 57,
      ayes: 12,
      nays: 3,
      abstentions: 1,
      support: 0,
      approval: 0,
      ayesNeeded: 20,
    }),
    'votingApi.ballot': () => ({ vote: 'Aye', by: undefined, helper: 5 }),
    'votingApi.eligible': () => ({ member: MEMBER, refusal: undefined }),
    'votingApi.delegation': (track) =>
      track.type === 'Treasury'
        ? { to: 4, delegators: [], people: 1, depth: 0 }
        : { to: undefined, delegators: [8, 9], people: 2, depth: 1 },
    'petitionsApi.petition': (number) => PETITIONS.find(({ id }) => id === number),
    'petitionsApi.petitions': () => [...PETITIONS].sort((a, b) => a.id - b.id),
    'petitionsApi.endorsed': (number) => number !== 4,
    'petitionsApi.checkCall': () => ({ verdict: 'Allowed', length: 40, weight: nothing }),
    'energyApi.meter': (number) =>
      number === 3
        ? {
            grid: 0,
            owner: account,
            key: bytes(2),
            breakerW: 5_750,
            slot: Math.floor(Date.now() / 900_000),
            importWh: 5_400_000n,
            exportWh: 1_200_000n,
            limits: { ask: 12, bid: 40, owedFirst: true },
            next: undefined,
            credit: (1_250n * VAKA * 1_000_000n) / 100n,
            arrears: 0n,
            owed: 3_250_000n,
            charged: 0,
            retired: false,
            billedUntil: 0n,
            positions: [{ slot: 1, demand: 1n, bid: 40, supply: 0n, ask: 0, bankOnly: 0n }],
          }
        : undefined,
    'energyApi.tariff': () => ({ ...ordered, k: 500_000, trim: 250_000 }),
    'energyApi.tariffSchedule': () => PRICES,
    'credentialsApi.bindings': () => [
      {
        schema: 1,
        award: { issuer: 3, sequence: 0, index: 4 },
        standing: { type: 'Valid' },
        since: NOW,
        stake: VAKA,
        leaving: undefined,
        engaged: 0,
        challenges: 0,
      },
    ],
    'credentialsApi.schema': () => ({
      owner: NEIGHBOUR,
      issuer: 3,
      definition: bytes(3),
      title: utf8('Tele-health nurse, level 1'),
      level: 4,
      creditHours: 12,
      validFor: undefined,
      supersededBy: undefined,
    }),
    ...answersOfSchool(school),
    'disputesApi.panel': () => [{ member: MEMBER, community: 0, since: undefined }],
    'disputesApi.cases': () => [[7], undefined],
    'disputesApi.juror': () => ({
      seat: undefined,
      tenure: { since: NOW, left: undefined },
      cases: 0,
      barredUntil: undefined,
    }),
    'disputesApi.case': () => ({
      buyer: { account, member: MEMBER, community: 0, recused: false },
      seller: { account: NEIGHBOUR, member: 4, community: 0, recused: false },
      requirement: undefined,
      opened: NOW - DAY,
      ends: NOW + 100 * DAY,
      stage: {
        type: 'Arbiter',
        value: { duty: { type: 'Rule' }, member: MEMBER, drawn: NOW, until: NOW + 7 * DAY },
      },
      due: true,
      ruling: { toSeller: 800_000, damages: 0n, served: [[MEMBER]] },
      votes: [{ juror: MEMBER, commitment: undefined, share: undefined }],
      evidence: [{ by: 'Buyer', hash: hash256(utf8(WHY)), at: NOW }],
    }),
    'marketplaceApi.listings': () => ({ items: listings, next: 3 }),
    'marketplaceApi.listing': (number) => listings.find((one) => one.listing === number),
    'marketplaceApi.lots': () => [
      {
        lot: 0,
        terms: {
          quantity: 20,
          opens: tomorrow(),
          dates: { closes: tomorrow(), due: tomorrow(), bestBefore: tomorrow() },
        },
        available: 12,
        reserved: 6,
        delivered: 2,
        writtenOff: 0,
        orders: 2,
        recalled: false,
        orderable: true,
      },
    ],
    'marketplaceApi.orders': () => ({ items: orders, next: undefined }),
    'marketplaceApi.order': (number) => orders.find((one) => one.order === number),
    'marketplaceApi.dues': () => ({
      items: [
        { payee: { type: 'Account', value: account }, currency: { type: 'Native' }, amount: VAKA },
      ],
      next: undefined,
    }),
    'marketplaceApi.costOfDispute': () => VAKA,
    'marketplaceApi.rating': (number) =>
      number === 45n
        ? {
            order: 45n,
            buyer: account,
            seller: NEIGHBOUR,
            ended: NOW,
            stage: { type: 'Committing', value: { until: NOW + 10 * DAY } },
            byBuyer: { type: 'Nothing' },
            bySeller: { type: 'Sealed' },
          }
        : undefined,
    'marketplaceApi.design': () => ({
      design: 2,
      content: bytes(5),
      owner: account,
      payees: [[NEIGHBOUR, 50_000]],
      retired: false,
      struck: false,
      earnings: [{ currency: { type: 'Native' }, users: 1, left: undefined, due: [VAKA] }],
    }),
    'marketplaceApi.reputation': () => ({ current: halfYear, last: halfYear }),
    'validatorsApi.validators': () =>
      [1, 2].map((n) => ({
        account: bytes(n),
        community: 0,
        since: 0,
        hasLeft: false,
        leaving: undefined,
        offence: undefined,
        hasKeys: true,
        active: n === 1,
        queued: true,
        planned: true,
        disabled: false,
        blocks: 55,
        blocksBefore: 50,
        lastBlock: 9,
      })),
    'validatorsApi.shares': () => [{ community: 0, validators: 2, planned: 2, aboveCap: true }],
    'validatorsApi.nextSet': () => ({
      session: 4,
      validators: [bytes(1), bytes(2)],
      changed: true,
      cap: undefined,
      minimum: 1,
      maximum: 100,
    }),
  };
}

export class FakeVillage extends FakeChain {
  readonly answers: Answers;
  /** What petitions and listings are explained by. */
  readonly why = hash256(utf8(WHY));
  readonly school = noSchool();

  constructor(person: Person) {
    super([person.account]);
    this.answers = answersTo(person, this.school);
    this.pass(1_000);
    // What is offered is in a final block at once.
    this.after = (method) => {
      if (method === 'author_submitExtrinsic') this.seal();
    };
  }

  override async request(method: string, params: readonly unknown[]): Promise<unknown> {
    if (method === 'state_call') return this.called(String(params[0]), String(params[1]));
    if (method === 'state_getStorage') {
      const found = this.stands(String(params[0]));
      if (found !== undefined) return found;
    }
    return super.request(method, params);
  }

  private called(method: string, data: string): string {
    const [name] = Object.entries(questions).find(([, [one]]) => one === method)!;
    const [, inputs, output] = questions[name as keyof Questions];
    const input = new Input(fromHex(data));
    const parameters = inputs.map((shape) => codec.read(shape, input));
    input.end();
    const answer = this.answers[name as keyof Questions] as
      ((...values: unknown[]) => unknown) | undefined;
    if (!answer) throw new Error(`the village has no answer to ${name}`);
    return toHex(codec.encode(output, answer(...parameters)));
  }

  private stands(key: string): string | undefined {
    const is = (name: 'energy.timing' | 'timestamp.now') => key === toHex(storageKey(name, []));
    const encoded = (name: keyof typeof storage, value: unknown) =>
      toHex(codec.encode(storage[name][2], value));
    if (is('timestamp.now')) return encoded('timestamp.now', BigInt(Date.now()));
    if (is('energy.timing')) {
      return encoded('energy.timing', {
        slotSeconds: 900,
        graceSeconds: 1_800,
        patienceSlots: 3_840,
      });
    }
    if (key === toHex(storageKey('energy.grids', [0]))) {
      return encoded('energy.grids', {
        operator: NEIGHBOUR,
        currency: { type: 'Native' },
        capacity: 30_000_000n,
        lowering: undefined,
        owed: 0n,
        float: 0n,
        meters: 14,
        heard: [],
        tariffs: [],
        days: [],
        past: [],
        ending: undefined,
      });
    }
    if (key === toHex(storageKey('credentials.batches', [this.school.issuer, 0]))) {
      return encoded('credentials.batches', batchOfSchool(this.school));
    }
    if (key === toHex(storageKey('assets.metadata', [1]))) {
      const fields = { deposit: 0n, name: utf8('Pa’anga'), symbol: utf8('TOP'), decimals: 2 };
      return encoded('assets.metadata', { ...fields, isFrozen: false });
    }
    return undefined;
  }
}
