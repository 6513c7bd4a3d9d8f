-- Keys of callers: only the hash of a key's text is here. A revoked key stays, so that its tasks keep their owner.

CREATE TABLE key (
    place               BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id                  TEXT NOT NULL UNIQUE,
    tenant              TEXT NOT NULL,
    name                TEXT NOT NULL,
    hint                TEXT NOT NULL,         -- the last characters of the text
    digest              TEXT NOT NULL UNIQUE,  -- SHA-256 of the text, in hex
    old_digest          TEXT,                  -- the text before the last rotation …
    old_until           DOUBLE PRECISION,      -- … and until when it still opens
    lineage             TEXT NOT NULL,         -- '/oldest ancestor/…/own id/'
    scopes              TEXT NOT NULL,         -- JSON
    models              TEXT,                  -- JSON; NULL is all
    expires_at          DOUBLE PRECISION,
    requests_per_minute BIGINT,
    concurrent_tasks    BIGINT,
    budget_day          BIGINT,                -- millionths of a US dollar, as the two below
    budget_month        BIGINT,
    budget_total        BIGINT,
    created_at          DOUBLE PRECISION NOT NULL,
    revoked_at          DOUBLE PRECISION,
    used_at             DOUBLE PRECISION
);

CREATE UNIQUE INDEX key_before_rotation ON key (old_digest) WHERE old_digest IS NOT NULL;
CREATE INDEX key_listed ON key (tenant, place);
CREATE INDEX task_open_of_key ON task (key_id)
    WHERE status IN ('queued', 'submitting', 'running', 'saving', 'unknown') AND key_id IS NOT NULL;
