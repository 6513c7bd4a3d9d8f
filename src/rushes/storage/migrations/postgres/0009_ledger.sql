-- Money, in millionths of a US dollar. Lines are only ever added; accounts are their running sums.

CREATE TABLE ledger (
    number        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    task_id       TEXT NOT NULL,
    kind          TEXT NOT NULL,     -- hold, charge, release, overrun
    tenant        TEXT NOT NULL,
    key_id        TEXT NOT NULL,     -- '' in open mode
    lineage       TEXT NOT NULL,     -- the keys whose budgets are touched: JSON, oldest first
    provider      TEXT NOT NULL,
    model         TEXT NOT NULL,
    day           TEXT NOT NULL,     -- when the task was created (UTC): all of its lines count there
    at            DOUBLE PRECISION NOT NULL,
    seconds       BIGINT NOT NULL,  -- of film, on a hold and on the charge of a film that is there
    price         BIGINT NOT NULL,  -- for a second
    reserved      BIGINT NOT NULL,
    spent         BIGINT NOT NULL,
    beyond        BIGINT NOT NULL,  -- the operator's loss
    vendor_units  TEXT,              -- what the vendor says that it billed, on the line that closes
    vendor_amount BIGINT,
    UNIQUE (task_id, kind)           -- released or charged once, whatever happens
);

CREATE INDEX ledger_of_tenant ON ledger (tenant, day);
CREATE INDEX ledger_of_day ON ledger (day);

CREATE TABLE account (
    scope    TEXT NOT NULL,     -- server, tenant or key
    id       TEXT NOT NULL,
    period   TEXT NOT NULL,     -- a day, a month, or '' for ever
    reserved BIGINT NOT NULL CHECK (reserved >= 0),
    spent    BIGINT NOT NULL CHECK (spent >= 0),
    PRIMARY KEY (scope, id, period)
);
