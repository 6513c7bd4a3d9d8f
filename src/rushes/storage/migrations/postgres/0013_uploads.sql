-- Pictures that callers have uploaded, to be named in creates until their time is over.
CREATE TABLE upload (
    id         TEXT PRIMARY KEY,
    tenant     TEXT NOT NULL,
    key_id     TEXT,
    filename   TEXT NOT NULL,
    purpose    TEXT NOT NULL,
    size       BIGINT NOT NULL,
    width      BIGINT NOT NULL,
    height     BIGINT NOT NULL,
    sha256     TEXT NOT NULL,
    created_at DOUBLE PRECISION NOT NULL,
    expires_at DOUBLE PRECISION NOT NULL
);
CREATE INDEX upload_of_tenant ON upload (tenant, created_at, id);
CREATE INDEX upload_expires ON upload (expires_at);
