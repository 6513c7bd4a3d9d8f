-- Pictures that callers have uploaded, to be named in creates until their time is over.
CREATE TABLE upload (
    id         TEXT PRIMARY KEY,
    tenant     TEXT NOT NULL,
    key_id     TEXT,
    filename   TEXT NOT NULL,
    purpose    TEXT NOT NULL,
    size       INTEGER NOT NULL,
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    sha256     TEXT NOT NULL,
    created_at REAL NOT NULL,
    expires_at REAL NOT NULL
);
CREATE INDEX upload_of_tenant ON upload (tenant, created_at, id);
CREATE INDEX upload_expires ON upload (expires_at);
