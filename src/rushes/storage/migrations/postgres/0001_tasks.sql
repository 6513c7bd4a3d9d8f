-- The task table is the truth and the queue of record; events tell its story and feed the streams.

CREATE TABLE task (
    place            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,  -- the order of arrival; list cursors point here
    id               TEXT NOT NULL UNIQUE,
    tenant           TEXT NOT NULL,
    provider         TEXT NOT NULL,
    model            TEXT NOT NULL,
    status           TEXT NOT NULL,
    epoch            BIGINT NOT NULL,
    attempt          BIGINT NOT NULL,
    not_before       DOUBLE PRECISION NOT NULL,
    handle           TEXT,
    progress         DOUBLE PRECISION NOT NULL,
    sequence         BIGINT NOT NULL,
    created_at       DOUBLE PRECISION NOT NULL,
    started_at       DOUBLE PRECISION,
    finished_at      DOUBLE PRECISION,
    expires_at       DOUBLE PRECISION,
    deleted_at       DOUBLE PRECISION,
    external_task_id TEXT,
    seconds          BIGINT NOT NULL,
    request          TEXT NOT NULL,   -- JSON; '{}' on a tombstone
    warnings         TEXT NOT NULL,   -- JSON
    clip             TEXT,            -- JSON
    error            TEXT             -- JSON
);

CREATE UNIQUE INDEX task_external ON task (tenant, external_task_id) WHERE external_task_id IS NOT NULL;
CREATE INDEX task_listed ON task (tenant, place) WHERE deleted_at IS NULL;
CREATE INDEX task_open ON task (provider, status, place)
    WHERE status IN ('queued', 'submitting', 'running', 'saving', 'unknown');
CREATE INDEX task_timed ON task (model, finished_at) WHERE status = 'succeeded';

CREATE TABLE event (
    number   BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,  -- the order of a tenant's events: streams replay from it
    task_id  TEXT NOT NULL,
    tenant   TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    kind     TEXT NOT NULL,
    at       DOUBLE PRECISION NOT NULL,
    data     TEXT NOT NULL,   -- JSON: what the event itself says
    UNIQUE (task_id, sequence)
);

CREATE INDEX event_of_tenant ON event (tenant, number);

CREATE TABLE secret (
    name  TEXT PRIMARY KEY,
    value BYTEA NOT NULL
);
