-- The next task is chosen fairly: round-robin over tenants, then priority, then age. Each tenant's line is read from
-- its head, so that a long line of one costs the others nothing.

ALTER TABLE task ADD COLUMN priority BIGINT NOT NULL DEFAULT 0;

CREATE INDEX task_line ON task (provider, tenant, priority DESC, place, not_before) WHERE status = 'queued';
CREATE INDEX task_due ON task (provider, not_before) WHERE status = 'queued' AND not_before > 0;

DROP INDEX task_open;
CREATE INDEX task_arrival ON task (provider, place) WHERE status = 'queued';
CREATE INDEX task_held ON task (provider, tenant) WHERE status IN ('submitting', 'running', 'saving');
CREATE INDEX task_age ON task (created_at) WHERE status IN ('queued', 'submitting', 'running', 'saving');
