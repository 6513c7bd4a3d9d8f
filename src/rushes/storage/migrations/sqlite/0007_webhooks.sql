-- Who is told of tasks, and what is on its way to them. A delivery is written in the transaction of its event.

CREATE TABLE webhook (
    place         INTEGER PRIMARY KEY AUTOINCREMENT,
    id            TEXT NOT NULL UNIQUE,
    tenant        TEXT NOT NULL,
    key_id        TEXT,               -- only tasks made with this key; NULL is all of the tenant's
    url           TEXT NOT NULL,
    types         TEXT NOT NULL,      -- JSON
    description   TEXT NOT NULL,
    created_at    REAL NOT NULL,
    disabled_at   REAL,
    why           TEXT,               -- why it is disabled
    failing_since REAL                -- NULL where the last one arrived
) STRICT;

CREATE INDEX webhook_of_tenant ON webhook (tenant, place);

-- The secrets themselves are nowhere: they follow from the installation's, the signer and the turn.
CREATE TABLE signing (
    signer    TEXT PRIMARY KEY,
    turn      INTEGER NOT NULL,
    old_until REAL
) STRICT;

CREATE TABLE delivery (
    place      INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL UNIQUE,
    tenant     TEXT NOT NULL,
    task_id    TEXT NOT NULL,
    webhook_id TEXT,               -- NULL is the task's own callback_url
    signer     TEXT NOT NULL,
    target     TEXT NOT NULL,      -- what it shares its turns with
    url        TEXT NOT NULL,
    type       TEXT NOT NULL,
    sequence   INTEGER NOT NULL,   -- of the event, within its task
    at         REAL NOT NULL,      -- of the event
    snapshot   TEXT,               -- JSON: the task's row right after the event; NULL once it was deleted
    state      TEXT NOT NULL,      -- pending, held, delivered or failed
    attempt    INTEGER NOT NULL,
    next_at    REAL NOT NULL,      -- of the next try; while one is sent, until when nobody else sends it
    epoch      INTEGER NOT NULL,   -- whoever sends it has the newest
    claimed    INTEGER NOT NULL,   -- 1 while it is being sent
    tried_at   REAL,
    status     INTEGER,
    error      TEXT,
    UNIQUE (task_id, sequence, signer)
) STRICT;

CREATE INDEX delivery_due ON delivery (target, next_at) WHERE state = 'pending';
CREATE INDEX delivery_listed ON delivery (tenant, webhook_id, place);
CREATE INDEX delivery_age ON delivery (at) WHERE state IN ('delivered', 'failed', 'held');
