-- How fast keys go: when the bucket of each is full again. Only where several processes count together.

CREATE TABLE pace (
    name    TEXT PRIMARY KEY,  -- the key's id
    full_at REAL NOT NULL
) STRICT;
