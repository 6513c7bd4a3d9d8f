-- How fast keys go: when the bucket of each is full again. What a crash loses of it is a minute's counting.

CREATE UNLOGGED TABLE pace (
    name    TEXT PRIMARY KEY,  -- the key's id
    full_at DOUBLE PRECISION NOT NULL
);
