-- A row of each transaction's own: whether a commit that was not answered was done is asked by it.

CREATE TABLE mark (
    id     TEXT PRIMARY KEY,  -- begins with the time, so that old ones are found by their order
    undone BOOLEAN NOT NULL   -- put here by who asked, in a transaction's place: it can be committed no more
);
