-- What people gave to this hub. No rebuild from the chain gives it again. Times are unix seconds, accounts are SS58
-- addresses.

-- Texts by their blake2-256. `member` gave it before the chain named it; null once the chain names it.
CREATE TABLE IF NOT EXISTS texts (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    text BLOB NOT NULL CHECK (length(text) <= 16384),
    member INTEGER,
    time INTEGER NOT NULL
) STRICT;

CREATE INDEX IF NOT EXISTS texts_by_member ON texts (member, time) WHERE member IS NOT NULL;

-- Texts that this hub's operator does not want to have.
CREATE TABLE IF NOT EXISTS unwanted (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32)
) STRICT, WITHOUT ROWID;

-- The key of the tokens that this hub gives out.
CREATE TABLE IF NOT EXISTS secrets (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    sessions BLOB NOT NULL CHECK (length(sessions) = 32)
) STRICT;

-- Logins that were used, as long as their time would let them be used again.
CREATE TABLE IF NOT EXISTS logins (
    time INTEGER NOT NULL,
    account TEXT NOT NULL,
    nonce BLOB NOT NULL CHECK (length(nonce) = 16),
    PRIMARY KEY (time, account, nonce)
) STRICT, WITHOUT ROWID;

-- What an account wants to be told of, as JSON.
CREATE TABLE IF NOT EXISTS rules (
    account TEXT PRIMARY KEY,
    rules TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Where an account is reached. `code` is what was sent there and not yet said back.
CREATE TABLE IF NOT EXISTS contacts (
    account TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('email', 'phone')),
    address TEXT NOT NULL,
    code TEXT,
    code_until INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    PRIMARY KEY (account, kind)
) STRICT, WITHOUT ROWID;

-- How many codes went to somebody on a day: by account, and by address.
CREATE TABLE IF NOT EXISTS codes_sent (
    day INTEGER NOT NULL,
    whom TEXT NOT NULL,
    sent INTEGER NOT NULL,
    PRIMARY KEY (day, whom)
) STRICT, WITHOUT ROWID;

-- What was told to whom, once a matter and day.
CREATE TABLE IF NOT EXISTS notices (
    number INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    matter TEXT NOT NULL,
    day INTEGER NOT NULL,
    time INTEGER NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (account, matter, day)
) STRICT;

-- Messages that wait to be sent, or were sent today. A phone's messages cost money.
CREATE TABLE IF NOT EXISTS messages (
    number INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('email', 'phone')),
    address TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    time INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    next INTEGER
) STRICT;

CREATE INDEX IF NOT EXISTS messages_by_next ON messages (next) WHERE next IS NOT NULL;
CREATE INDEX IF NOT EXISTS messages_by_account ON messages (account) WHERE next IS NOT NULL;
