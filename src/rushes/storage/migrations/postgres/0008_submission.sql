-- What is known of a job at a paid vendor: since when it may be there, and what it was billed.

ALTER TABLE task ADD COLUMN intent_at DOUBLE PRECISION;
ALTER TABLE task ADD COLUMN billed TEXT;  -- JSON
ALTER TABLE task ADD COLUMN billing_open BIGINT NOT NULL DEFAULT 0;

CREATE INDEX task_billing ON task (place) WHERE billing_open = 1;
CREATE INDEX task_unknown ON task (place) WHERE status = 'unknown';
