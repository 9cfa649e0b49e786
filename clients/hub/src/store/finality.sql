-- When this hub saw blocks become final. The chain does not keep it, so no rebuild gives it again. Times are unix
-- milliseconds by the clock of the hub's machine.

-- The blocks from `first` to `last` became final after `after` and no later than `until`. `after` is null if the hub was
-- not looking meanwhile.
CREATE TABLE IF NOT EXISTS finality (
    last INTEGER PRIMARY KEY,
    first INTEGER NOT NULL,
    after INTEGER,
    until INTEGER NOT NULL
) STRICT;

-- Times in which no block became final: `first` was the next one to. `until` is null as long as it lasts.
CREATE TABLE IF NOT EXISTS stalls (
    first INTEGER PRIMARY KEY,
    since INTEGER NOT NULL,
    until INTEGER
) STRICT;
