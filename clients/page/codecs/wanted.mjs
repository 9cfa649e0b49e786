// What the page says to the chain and asks it, by the names that @polkadot/api gives to it. The
// codecs hold these and nothing else. A name that the runtime lacks ends the build.

/** The calls that the page signs, by pallet. What a petition may ask for is among them. */
export const CALLS = {
  // The browser's test signs one.
  system: ['remark'],
  balances: ['transferKeepAlive'],
  // Vouchers and energy tokens.
  assets: ['transferKeepAlive'],
  communities: [
    'foundCommunity',
    'appointClerk',
    'dismissClerk',
    'requestMembership',
    'withdrawRequest',
    'vouch',
    'withdrawVouch',
    'admit',
    'challengeAdmission',
    'confirmAdmission',
    'freeze',
    'suspend',
    'reinstate',
    'decideRequest',
    'moveCommunity',
    'replaceAccount',
    'objectToReplacement',
    'confirmReplacement',
    'leave',
    'actAsCommunity',
    'here',
    'declareDormant',
    'setHelper',
    'acceptHelping',
    'resignHelping',
  ],
  voting: ['vote', 'retract', 'delegate', 'undelegate', 'endDelegation', 'voteFor', 'retractFor'],
  petitions: [
    'open',
    'endorse',
    'withdraw',
    'submit',
    'retry',
    'close',
    'endorseFor',
    'withdrawFor',
  ],
  energy: [
    'setTariff',
    'setCapacity',
    'setPriceCap',
    'setLimits',
    'topUp',
    'withdrawCredit',
    'settle',
    'claimTokens',
    'depositTokens',
    'redeem',
    'redeemTokens',
    'transferMeter',
    'acceptMeter',
    'acceptRegisters',
  ],
  credentials: ['bind', 'unbind', 'stake', 'requestUnstake', 'withdrawStake', 'challenge'],
  disputes: [
    'joinPanel',
    'leavePanel',
    'joinJury',
    'leaveJury',
    'submitEvidence',
    'recuse',
    'rule',
    'commitVote',
    'revealVote',
    'advance',
  ],
  marketplace: [
    'registerDesign',
    'retireDesign',
    'publish',
    'update',
    'closeListing',
    'addLot',
    'writeOff',
    'recallLot',
    'placeOrders',
    'accept',
    'reject',
    'start',
    'deliver',
    'confirm',
    'cancel',
    'fundStep',
    'proposeSplit',
    'acceptSplit',
    'openDispute',
    'appeal',
    'settle',
    'claim',
    'claimRoyalties',
    'commitRating',
    'revealRating',
  ],
};

/** The functions of runtime APIs that the page asks, by API. */
export const QUESTIONS = {
  accountNonceApi: ['accountNonce'],
  clockApi: ['now', 'open', 'slotsPerDay'],
  communitiesApi: [
    'memberByAccount',
    'member',
    'community',
    'nation',
    'request',
    'requests',
    'requestOf',
    'consentPayload',
    'freeCalls',
    'help',
  ],
  votingApi: ['ballot', 'poll', 'eligible', 'delegation', 'track', 'tracks'],
  petitionsApi: [
    'petition',
    'petitions',
    'petitionOf',
    'endorsed',
    'contenders',
    'endorsementsNeeded',
    'checkCall',
  ],
  energyApi: ['clearing', 'meter', 'tariff', 'tariffSchedule', 'bill'],
  credentialsApi: ['verify', 'bindings', 'schema', 'issuer', 'bindPayload'],
  disputesApi: ['case', 'cases', 'panel', 'juror', 'juryList'],
  marketplaceApi: [
    'listing',
    'listings',
    'lots',
    'order',
    'orders',
    'dues',
    'costOfDispute',
    'design',
    'rating',
    'reputation',
  ],
  validatorsApi: ['validators', 'shares', 'nextSet'],
};

/** Storage that the page reads, by pallet. */
export const STORAGE = {
  system: ['account', 'events'],
  timestamp: ['now'],
  assets: ['account', 'metadata'],
  // What a grid settles in, and how long a slot is.
  energy: ['grids', 'timing'],
};

/** Constants that the page computes with, by pallet. */
export const CONSTANTS = {
  system: ['blockHashCount', 'ss58Prefix'],
  balances: ['existentialDeposit'],
};

/** Events that tell a person more than that their call succeeded: the numbers of what they made. */
export const EVENTS = {
  system: ['ExtrinsicSuccess', 'ExtrinsicFailed'],
  communities: ['Requested'],
  petitions: ['Opened'],
  marketplace: ['DesignRegistered', 'Published', 'LotAdded', 'Placed', 'DisputeOpened'],
};

/** The transaction extensions whose bytes the page writes (`src/chain/extrinsic.ts`). */
export const EXTENSIONS = [
  'CheckSpecVersion',
  'CheckTxVersion',
  'CheckGenesis',
  'CheckMortality',
  'CheckNonce',
  'ChargeTransactionPayment',
  'CheckMetadataHash',
];
