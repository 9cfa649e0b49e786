-- Heights are of blocks, times are unix milliseconds, accounts are SS58 addresses, hashes and keys are digits unless
-- they are BLOB. What a rebuild from the chain's blocks does not give again stands in people/people.sql.

-- What this database is about: a chain, the length of its metering slots, and where days begin.
CREATE TABLE settings (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    genesis BLOB NOT NULL,
    slot_seconds INTEGER NOT NULL CHECK (slot_seconds > 0),
    utc_offset_minutes INTEGER NOT NULL
) STRICT;

-- The last block that was taken. It is written with what the block tells, or not at all.
CREATE TABLE head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    height INTEGER NOT NULL,
    hash BLOB NOT NULL,
    time INTEGER
) STRICT;

-- Blocks that nothing is known of: their events were pruned before the hub came.
CREATE TABLE gaps (
    first INTEGER PRIMARY KEY,
    last INTEGER NOT NULL CHECK (last >= first)
) STRICT;

-- What of blocks was not understood: an extrinsic, or something of the block. Nothing was taken from it. `place` is
-- the place among what the block tells.
CREATE TABLE doubts (
    height INTEGER NOT NULL,
    place INTEGER NOT NULL,
    extrinsic INTEGER,
    why TEXT NOT NULL,
    PRIMARY KEY (height, place)
) STRICT, WITHOUT ROWID;

-- The blocks of the last week.
CREATE TABLE blocks (
    height INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    time INTEGER NOT NULL
) STRICT;

CREATE TABLE runtimes (
    spec INTEGER PRIMARY KEY,
    transaction_version INTEGER NOT NULL,
    metadata BLOB NOT NULL
) STRICT;

-- The first block that each runtime executed.
CREATE TABLE upgrades (
    height INTEGER PRIMARY KEY,
    spec INTEGER NOT NULL
) STRICT;

-- Registers at the end of each slot that was read, for 400 days. A day comes first, because days are what is asked
-- for and what is forgotten.
CREATE TABLE registers (
    day INTEGER NOT NULL,
    meter INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    import_wh INTEGER NOT NULL,
    export_wh INTEGER NOT NULL,
    PRIMARY KEY (day, meter, slot)
) STRICT, WITHOUT ROWID;

-- Registers at the end of the last slot of each day that was read, for ever, and the Wh by which the readings of the
-- day raised them.
CREATE TABLE days (
    meter INTEGER NOT NULL,
    day INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    import_wh INTEGER NOT NULL,
    export_wh INTEGER NOT NULL,
    imported INTEGER NOT NULL,
    exported INTEGER NOT NULL,
    PRIMARY KEY (meter, day)
) STRICT, WITHOUT ROWID;

-- Meters as the block of the height left them. `slot` and the registers are those of the newest reading or baseline.
-- Money is in millionths of the currency's smallest unit, as 16 bytes: SQLite's integers are too small for it.
CREATE TABLE meters (
    meter INTEGER PRIMARY KEY,
    grid INTEGER NOT NULL,
    owner TEXT NOT NULL,
    slot INTEGER NOT NULL,
    import_wh INTEGER NOT NULL,
    export_wh INTEGER NOT NULL,
    credit BLOB NOT NULL,
    arrears BLOB NOT NULL,
    owed INTEGER NOT NULL,
    retired INTEGER NOT NULL,
    height INTEGER NOT NULL
) STRICT;

CREATE INDEX meters_by_owner ON meters (owner, meter);

-- The limits that govern a meter's readings from a slot on.
CREATE TABLE limits (
    meter INTEGER NOT NULL,
    from_slot INTEGER NOT NULL,
    ask INTEGER,
    bid INTEGER,
    owed_first INTEGER NOT NULL,
    PRIMARY KEY (meter, from_slot)
) STRICT, WITHOUT ROWID;

-- What flowed in slots that are not cleared yet, in Wh.
CREATE TABLE pending (
    grid INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    meter INTEGER NOT NULL,
    imported INTEGER NOT NULL,
    exported INTEGER NOT NULL,
    PRIMARY KEY (grid, slot, meter)
) STRICT, WITHOUT ROWID;

-- What the slots of each day came to, for ever: the lines of `energyApi.bill` together. Import and export are in Wh,
-- other energy is in mWh, money as in `meters`. What a day's readings brought beside that, the market had no part in.
CREATE TABLE bills (
    meter INTEGER NOT NULL,
    day INTEGER NOT NULL,
    first_slot INTEGER NOT NULL,
    last_slot INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    import_wh INTEGER NOT NULL,
    export_wh INTEGER NOT NULL,
    bought INTEGER NOT NULL,
    sold INTEGER NOT NULL,
    owed INTEGER NOT NULL,
    curtailed INTEGER NOT NULL,
    paid BLOB NOT NULL,
    network_charge BLOB NOT NULL,
    received BLOB NOT NULL,
    saved BLOB NOT NULL,
    PRIMARY KEY (meter, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE clearings (
    grid INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    price INTEGER NOT NULL,
    volume INTEGER NOT NULL,
    banked INTEGER NOT NULL,
    curtailed INTEGER NOT NULL,
    height INTEGER NOT NULL,
    PRIMARY KEY (grid, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE grids (
    grid INTEGER PRIMARY KEY,
    operator TEXT NOT NULL,
    voucher INTEGER,
    height INTEGER NOT NULL
) STRICT;

CREATE TABLE tariffs (
    grid INTEGER NOT NULL,
    from_slot INTEGER NOT NULL,
    bands TEXT NOT NULL,
    utc_offset INTEGER NOT NULL,
    network_charge INTEGER NOT NULL,
    standing_charge INTEGER NOT NULL,
    k INTEGER NOT NULL,
    trim INTEGER NOT NULL,
    height INTEGER NOT NULL,
    PRIMARY KEY (grid, from_slot)
) STRICT, WITHOUT ROWID;

-- Whose meters are, from a block on. What meters count is told to nobody else, and to nobody who came later.
CREATE TABLE owners (
    meter INTEGER NOT NULL,
    height INTEGER NOT NULL,
    time INTEGER NOT NULL,
    owner TEXT NOT NULL,
    PRIMARY KEY (meter, height)
) STRICT, WITHOUT ROWID;

CREATE INDEX owners_by_owner ON owners (owner);

-- What changed in which of the last week's blocks. The number is -1 where there is only one such thing.
CREATE TABLE changes (
    height INTEGER NOT NULL,
    subject TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (height, subject, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE petitions (
    petition INTEGER PRIMARY KEY,
    opener INTEGER NOT NULL,
    track TEXT NOT NULL,
    village INTEGER,
    title TEXT,
    text TEXT NOT NULL,
    referendum INTEGER,
    height INTEGER NOT NULL,
    time INTEGER NOT NULL
) STRICT;

CREATE INDEX petitions_by_text ON petitions (text);

CREATE TABLE endorsements (
    petition INTEGER NOT NULL,
    member INTEGER NOT NULL,
    height INTEGER NOT NULL,
    PRIMARY KEY (petition, member)
) STRICT, WITHOUT ROWID;

-- What happened to a petition ('petition'), a referendum ('referendum'), an order ('order'), a listing ('listing'), an
-- issuer ('issuer') or the validators ('validators'). `place` is the place in the block, which keeps the order.
CREATE TABLE steps (
    subject TEXT NOT NULL,
    number INTEGER NOT NULL,
    height INTEGER NOT NULL,
    place INTEGER NOT NULL,
    time INTEGER NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (subject, number, height, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE votes (
    referendum INTEGER NOT NULL,
    member INTEGER NOT NULL,
    vote TEXT,
    ballots INTEGER NOT NULL,
    height INTEGER NOT NULL,
    PRIMARY KEY (referendum, member)
) STRICT, WITHOUT ROWID;

CREATE INDEX votes_by_member ON votes (member, referendum);

CREATE TABLE authorities (
    height INTEGER PRIMARY KEY,
    keys TEXT NOT NULL
) STRICT;

CREATE TABLE members (
    member INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    community INTEGER NOT NULL,
    height INTEGER NOT NULL
) STRICT;

CREATE INDEX members_by_account ON members (account);

-- What people offer. Pricing is JSON.
CREATE TABLE listings (
    listing INTEGER PRIMARY KEY,
    seller TEXT NOT NULL,
    member INTEGER,
    kind TEXT NOT NULL,
    voucher INTEGER,
    pricing TEXT NOT NULL,
    title TEXT NOT NULL,
    details TEXT,
    instant INTEGER NOT NULL,
    design INTEGER,
    revision INTEGER NOT NULL,
    standing TEXT NOT NULL,
    height INTEGER NOT NULL,
    changed INTEGER NOT NULL
) STRICT;

CREATE INDEX listings_by_standing ON listings (standing, listing);
CREATE INDEX listings_by_details ON listings (details) WHERE details IS NOT NULL;
CREATE INDEX listings_by_seller ON listings (seller, listing);

-- What can be ordered of a listing. Terms are JSON; null if the hub did not see them.
CREATE TABLE lots (
    listing INTEGER NOT NULL,
    lot INTEGER NOT NULL,
    terms TEXT,
    written_off INTEGER NOT NULL,
    recalled INTEGER NOT NULL,
    height INTEGER NOT NULL,
    PRIMARY KEY (listing, lot)
) STRICT, WITHOUT ROWID;

-- Orders, for ever. The escrow, in the currency's smallest unit, is what was paid when it was placed. `how` it ended is
-- JSON.
CREATE TABLE orders (
    order_number INTEGER PRIMARY KEY,
    listing INTEGER NOT NULL,
    lot INTEGER NOT NULL,
    buyer TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    escrow BLOB NOT NULL,
    state TEXT NOT NULL,
    how TEXT,
    delivered INTEGER,
    height INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    time INTEGER NOT NULL
) STRICT;

CREATE INDEX orders_by_lot ON orders (listing, lot, state);
CREATE INDEX orders_by_buyer ON orders (buyer, order_number);

-- Designs by the hash of their content, in hexadecimal digits. `struck` is 1 once the people took one down.
CREATE TABLE designs (
    design INTEGER PRIMARY KEY,
    content TEXT NOT NULL,
    struck INTEGER NOT NULL,
    height INTEGER NOT NULL
) STRICT;

CREATE INDEX designs_by_content ON designs (content);

-- Payments that wait for somebody: a member, or an account if `member` is -1. A `voucher` of -1 is VAKA.
CREATE TABLE dues (
    member INTEGER NOT NULL,
    account TEXT NOT NULL,
    voucher INTEGER NOT NULL,
    amount BLOB NOT NULL,
    height INTEGER NOT NULL,
    PRIMARY KEY (member, account, voucher)
) STRICT, WITHOUT ROWID;

CREATE TABLE batches (
    issuer INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    schema INTEGER NOT NULL,
    count INTEGER NOT NULL,
    root TEXT,
    valid_until INTEGER,
    height INTEGER NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (issuer, sequence)
) STRICT, WITHOUT ROWID;

-- The last mark of each award that ever had one.
CREATE TABLE marks (
    issuer INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    place INTEGER NOT NULL,
    mark TEXT NOT NULL,
    height INTEGER NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (issuer, sequence, place)
) STRICT, WITHOUT ROWID;
