-- Who is told of tasks, and what is on its way to them. A delivery is written in the transaction of its event.

CREATE TABLE webhook (
    place         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    tenant        TEXT NOT NULL,
    key_id        TEXT,               -- only tasks made with this key; NULL is all of the tenant's
    url           TEXT NOT NULL,
    types         TEXT NOT NULL,      -- JSON
    description   TEXT NOT NULL,
    created_at    DOUBLE PRECISION NOT NULL,
    disabled_at   DOUBLE PRECISION,
    why           TEXT,               -- why it is disabled
    failing_since DOUBLE PRECISION  -- NULL where the last one arrived
);

CREATE INDEX webhook_of_tenant ON webhook (tenant, place);

-- The secrets themselves are nowhere: they follow from the installation's, the signer and the turn.
CREATE TABLE signing (
    signer    TEXT PRIMARY KEY,
    turn      BIGINT NOT NULL,
    old_until DOUBLE PRECISION
);

CREATE TABLE delivery (
    place      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    tenant     TEXT NOT NULL,
    task_id    TEXT NOT NULL,
    webhook_id TEXT,               -- NULL is the task's own callback_url
    signer     TEXT NOT NULL,
    target     TEXT NOT NULL,      -- what it shares its turns with
    url        TEXT NOT NULL,
    type       TEXT NOT NULL,
    sequence   BIGINT NOT NULL,   -- of the event, within its task
    at         DOUBLE PRECISION NOT NULL,  -- of the event
    snapshot   TEXT,               -- JSON: the task's row right after the event; NULL once it was deleted
    state      TEXT NOT NULL,      -- pending, held, delivered or failed
    attempt    BIGINT NOT NULL,
    next_at    DOUBLE PRECISION NOT NULL,  -- of the next try; while one is sent, until when nobody else sends it
    epoch      BIGINT NOT NULL,   -- whoever sends it has the newest
    claimed    BIGINT NOT NULL,   -- 1 while it is being sent
    tried_at   DOUBLE PRECISION,
    status     BIGINT,
    error      TEXT,
    UNIQUE (task_id, sequence, signer)
);

CREATE INDEX delivery_due ON delivery (target, next_at) WHERE state = 'pending';
CREATE INDEX delivery_listed ON delivery (tenant, webhook_id, place);
CREATE INDEX delivery_age ON delivery (at) WHERE state IN ('delivered', 'failed', 'held');
