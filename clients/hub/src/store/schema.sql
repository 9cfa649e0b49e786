-- Heights are of blocks, times are unix milliseconds, accounts are SS58 addresses, hashes and keys are digits unless
-- they are BLOB. What a rebuild from the chain's blocks does not give again stands in none of these tables.

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

-- Registers at the end of the last slot of each day that was read, for ever.
CREATE TABLE days (
    meter INTEGER NOT NULL,
    day INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    import_wh INTEGER NOT NULL,
    export_wh INTEGER NOT NULL,
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

CREATE TABLE endorsements (
    petition INTEGER NOT NULL,
    member INTEGER NOT NULL,
    height INTEGER NOT NULL,
    PRIMARY KEY (petition, member)
) STRICT, WITHOUT ROWID;

-- What happened to a petition ('petition'), a referendum ('referendum') or the validators ('validators'). `place` is
-- the place in the block, which keeps the order.
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
