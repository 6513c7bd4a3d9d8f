-- The task table is the truth and the queue of record; events tell its story and feed the streams.

CREATE TABLE task (
    place            INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order of arrival; list cursors point here
    id               TEXT NOT NULL UNIQUE,
    tenant           TEXT NOT NULL,
    provider         TEXT NOT NULL,
    model            TEXT NOT NULL,
    status           TEXT NOT NULL,
    epoch            INTEGER NOT NULL,
    attempt          INTEGER NOT NULL,
    not_before       REAL NOT NULL,
    handle           TEXT,
    progress         REAL NOT NULL,
    sequence         INTEGER NOT NULL,
    created_at       REAL NOT NULL,
    started_at       REAL,
    finished_at      REAL,
    expires_at       REAL,
    deleted_at       REAL,
    external_task_id TEXT,
    seconds          INTEGER NOT NULL,
    request          TEXT NOT NULL,   -- JSON; '{}' on a tombstone
    warnings         TEXT NOT NULL,   -- JSON
    clip             TEXT,            -- JSON
    error            TEXT             -- JSON
) STRICT;

CREATE UNIQUE INDEX task_external ON task (tenant, external_task_id) WHERE external_task_id IS NOT NULL;
CREATE INDEX task_listed ON task (tenant, place) WHERE deleted_at IS NULL;
CREATE INDEX task_open ON task (provider, status, place)
    WHERE status IN ('queued', 'submitting', 'running', 'saving', 'unknown');
CREATE INDEX task_timed ON task (model, finished_at) WHERE status = 'succeeded';

CREATE TABLE event (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order over all tasks: what a stream replays from
    task_id  TEXT NOT NULL,
    tenant   TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    at       REAL NOT NULL,
    data     TEXT NOT NULL,   -- JSON: what the event itself says
    UNIQUE (task_id, sequence)
) STRICT;

CREATE INDEX event_of_tenant ON event (tenant, number);

CREATE TABLE secret (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;
