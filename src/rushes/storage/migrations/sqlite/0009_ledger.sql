-- Money, in millionths of a US dollar. Lines are only ever added; accounts are their running sums.

CREATE TABLE ledger (
    number        INTEGER PRIMARY KEY AUTOINCREMENT,
    task_id       TEXT NOT NULL,
    kind          TEXT NOT NULL,     -- hold, charge, release, overrun
    tenant        TEXT NOT NULL,
    key_id        TEXT NOT NULL,     -- '' in open mode
    lineage       TEXT NOT NULL,     -- the keys whose budgets are touched: JSON, oldest first
    provider      TEXT NOT NULL,
    model         TEXT NOT NULL,
    day           TEXT NOT NULL,     -- when the task was created (UTC): all of its lines count there
    at            REAL NOT NULL,
    seconds       INTEGER NOT NULL,  -- of film, on a hold and on the charge of a film that is there
    price         INTEGER NOT NULL,  -- for a second
    reserved      INTEGER NOT NULL,
    spent         INTEGER NOT NULL,
    beyond        INTEGER NOT NULL,  -- the operator's loss
    vendor_units  TEXT,              -- what the vendor says that it billed, on the line that closes
    vendor_amount INTEGER,
    UNIQUE (task_id, kind)           -- released or charged once, whatever happens
) STRICT;

CREATE INDEX ledger_of_tenant ON ledger (tenant, day);
CREATE INDEX ledger_of_day ON ledger (day);

CREATE TABLE account (
    scope    TEXT NOT NULL,     -- server, tenant or key
    id       TEXT NOT NULL,
    period   TEXT NOT NULL,     -- a day, a month, or '' for ever
    reserved INTEGER NOT NULL CHECK (reserved >= 0),
    spent    INTEGER NOT NULL CHECK (spent >= 0),
    PRIMARY KEY (scope, id, period)
) STRICT;
