-- The dispatch's own notes: who tries next and until when. All of it can be made anew from the task table.

CREATE TABLE turn (
    task_id  TEXT PRIMARY KEY,
    provider TEXT NOT NULL,
    number   BIGINT NOT NULL,
    priority BIGINT NOT NULL,
    place    BIGINT NOT NULL,
    worker   TEXT,              -- the process that runs it; NULL while it waits
    until    DOUBLE PRECISION  -- when that process's lease ends, by the database's clock
);

CREATE INDEX turn_order ON turn (provider, number, priority DESC, place) WHERE worker IS NULL;
CREATE INDEX turn_leased ON turn (provider, until) WHERE worker IS NOT NULL;

-- How many of a provider's tasks run at a time; its row is what processes lock to take a turn.
CREATE TABLE slot (
    provider TEXT PRIMARY KEY,
    slots    BIGINT NOT NULL
);
