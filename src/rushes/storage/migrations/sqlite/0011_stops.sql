-- Providers that their vendors have shut out, until an operator says that it is mended.
CREATE TABLE provider_stop (
    provider TEXT PRIMARY KEY,
    reason   TEXT NOT NULL,
    since    REAL NOT NULL
);
