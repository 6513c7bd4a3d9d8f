-- Creates that may come twice. A row stands in the same transaction as its task: neither is there without the other.

CREATE TABLE idempotency (
    tenant  TEXT NOT NULL,
    key     TEXT NOT NULL,   -- the caller's own, from the header
    digest  TEXT NOT NULL,   -- of what was asked
    task_id TEXT NOT NULL,
    answer  TEXT,            -- JSON as it was sent; NULL once the task was deleted
    at      DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (tenant, key)
);

CREATE INDEX idempotency_of_task ON idempotency (task_id);
CREATE INDEX idempotency_age ON idempotency (at);

CREATE TABLE attempt (
    task_id TEXT PRIMARY KEY,
    tenant  TEXT NOT NULL,
    key_id  TEXT NOT NULL,     -- '' in open mode
    digest  TEXT NOT NULL,
    retry   BIGINT NOT NULL,  -- the try that made the task, or was answered with it last
    at      DOUBLE PRECISION NOT NULL
);

CREATE INDEX attempt_equal ON attempt (tenant, key_id, digest, at);
CREATE INDEX attempt_age ON attempt (at);
