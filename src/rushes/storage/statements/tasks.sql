-- The statements of tasks and events, by name. Portable: SQLite and PostgreSQL run the same text.

-- name: add_task
INSERT INTO task (
    id, tenant, key_id, provider, model, status, priority, epoch, attempt, not_before, handle, intent_at,
    billed, billing_open, progress, sequence, created_at, started_at, finished_at, expires_at, external_task_id,
    seconds, request, warnings, clip, error
) VALUES (
    :id, :tenant, :key_id, :provider, :model, :status, :priority, :epoch, :attempt, :not_before, :handle,
    :intent_at, :billed, :billing_open, :progress, :sequence,
    :created_at, :started_at, :finished_at, :expires_at, :external_task_id, :seconds, :request, :warnings, :clip, :error
) ON CONFLICT (tenant, external_task_id) WHERE external_task_id IS NOT NULL DO NOTHING RETURNING place;

-- name: add_task (postgres)
-- With the tenant's lock, which its writers share until they have committed: see `settled`.
WITH locked AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(hashtextextended(CAST(:tenant AS TEXT), 0)))
INSERT INTO task (
    id, tenant, key_id, provider, model, status, priority, epoch, attempt, not_before, handle, intent_at,
    billed, billing_open, progress, sequence, created_at, started_at, finished_at, expires_at, external_task_id,
    seconds, request, warnings, clip, error
) SELECT
    :id, :tenant, :key_id, :provider, :model, :status, :priority, :epoch, :attempt, :not_before, :handle,
    :intent_at, :billed, :billing_open, :progress, :sequence,
    :created_at, :started_at, :finished_at, :expires_at, :external_task_id, :seconds, :request, :warnings, :clip, :error
FROM locked ON CONFLICT (tenant, external_task_id) WHERE external_task_id IS NOT NULL DO NOTHING RETURNING place;

-- name: add_event
INSERT INTO event (task_id, tenant, sequence, kind, at, data)
VALUES (:task_id, :tenant, :sequence, :kind, :at, :data);

-- name: add_event (postgres)
WITH marked AS (INSERT INTO mark (id, undone) VALUES (:mark, false))
INSERT INTO event (task_id, tenant, sequence, kind, at, data)
VALUES (:task_id, :tenant, :sequence, :kind, :at, :data) RETURNING pg_notify(:channel, :said);

-- name: change_task
-- A task as it is after an event, and the event; nothing where the task is not as it was read.
UPDATE task SET
    provider = :provider, status = :status, epoch = :epoch, attempt = :attempt, not_before = :not_before, handle = :handle,
    intent_at = :intent_at, billed = :billed, billing_open = :billing_open, warnings = :warnings,
    progress = :progress, sequence = :sequence, started_at = :started_at, finished_at = :finished_at,
    expires_at = :expires_at, clip = :clip, error = :error
WHERE id = :id AND sequence = :seen AND deleted_at IS NULL;
INSERT INTO event (task_id, tenant, sequence, kind, at, data)
SELECT :task_id, :tenant, :sequence, :kind, :at, :data WHERE changes() = 1 RETURNING number;

-- name: change_task (postgres)
-- All in one round trip. The number is drawn once the tenant's lock is had, which its writers share: see `settled`.
WITH changed AS (
    UPDATE task SET
        provider = :provider, status = :status, epoch = :epoch, attempt = :attempt, not_before = :not_before, handle = :handle,
        intent_at = :intent_at, billed = :billed, billing_open = :billing_open, warnings = :warnings,
        progress = :progress, sequence = :sequence, started_at = :started_at, finished_at = :finished_at,
        expires_at = :expires_at, clip = :clip, error = :error
    WHERE id = :id AND sequence = :seen AND deleted_at IS NULL RETURNING id
), marked AS (
    INSERT INTO mark (id, undone) SELECT :mark, false FROM changed
), locked AS MATERIALIZED (
    SELECT pg_advisory_xact_lock_shared(hashtextextended(CAST(:tenant AS TEXT), 0)) FROM changed
)
INSERT INTO event (task_id, tenant, sequence, kind, at, data)
SELECT :task_id, :tenant, :sequence, :kind, :at, :data FROM locked
RETURNING (SELECT pg_notify(:channel, said) FROM (SELECT CAST(:said AS TEXT) AS said) AS told WHERE said <> '');

-- name: settled
-- Up to which number and place all of a tenant's are decided: whoever reads them in turn goes no further.
SELECT 9223372036854775807 AS number, 9223372036854775807 AS place;

-- name: settled (postgres)
-- Has the tenant's lock for a moment: by then all who have drawn a number have committed, or never will.
WITH locked AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended(CAST(:tenant AS TEXT), 0)))
SELECT coalesce(pg_sequence_last_value(CAST(pg_get_serial_sequence('event', 'number') AS regclass)), 0) AS number,
    coalesce(pg_sequence_last_value(CAST(pg_get_serial_sequence('task', 'place') AS regclass)), 0) AS place
FROM locked;

-- name: get_task
SELECT * FROM task WHERE id = :id AND deleted_at IS NULL;

-- name: lock_task
-- With whether anybody has webhooks who may want to hear of it.
SELECT task.*, EXISTS (
    SELECT 1 FROM webhook WHERE webhook.tenant = task.tenant AND webhook.disabled_at IS NULL
) AS watched FROM task WHERE id = :id AND deleted_at IS NULL;

-- name: lock_task (postgres)
SELECT task.*, EXISTS (
    SELECT 1 FROM webhook WHERE webhook.tenant = task.tenant AND webhook.disabled_at IS NULL
) AS watched FROM task WHERE id = :id AND deleted_at IS NULL FOR UPDATE;

-- name: watch_task
-- The same without a lock.
SELECT task.*, EXISTS (
    SELECT 1 FROM webhook WHERE webhook.tenant = task.tenant AND webhook.disabled_at IS NULL
) AS watched FROM task WHERE id = :id AND deleted_at IS NULL;

-- name: get_task_of_tenant
SELECT * FROM task WHERE id = :id AND tenant = :tenant AND deleted_at IS NULL;

-- name: find_task
SELECT * FROM task WHERE external_task_id = :external_task_id AND tenant = :tenant AND deleted_at IS NULL;

-- name: place_of_task
SELECT place FROM task WHERE id = :id AND tenant = :tenant;

-- name: page_down
SELECT * FROM task
WHERE tenant = :tenant AND deleted_at IS NULL AND place < :after
  AND (CAST(:model AS TEXT) IS NULL OR model = :model)
  AND (CAST(:statuses AS TEXT) IS NULL OR :statuses LIKE '% ' || status || ' %')
  AND (CAST(:pictured AS INTEGER) IS NULL OR pictured = CAST(:pictured AS INTEGER))
ORDER BY place DESC LIMIT :limit OFFSET :skip;

-- name: page_up
SELECT * FROM task
WHERE tenant = :tenant AND deleted_at IS NULL AND place > :after AND place <= :settled
  AND (CAST(:model AS TEXT) IS NULL OR model = :model)
  AND (CAST(:statuses AS TEXT) IS NULL OR :statuses LIKE '% ' || status || ' %')
  AND (CAST(:pictured AS INTEGER) IS NULL OR pictured = CAST(:pictured AS INTEGER))
ORDER BY place ASC LIMIT :limit OFFSET :skip;

-- name: held
-- The plus keeps SQLite from walking the whole table for its order.
SELECT * FROM task WHERE status IN ('submitting', 'running', 'saving') ORDER BY +place;

-- name: expired
SELECT * FROM task WHERE status = 'succeeded' AND clip IS NOT NULL AND expires_at <= :now AND deleted_at IS NULL
ORDER BY expires_at LIMIT 100;

-- name: oldest_films
SELECT * FROM task WHERE status = 'succeeded' AND clip IS NOT NULL AND deleted_at IS NULL
ORDER BY finished_at, place LIMIT 100;

-- name: too_old
SELECT * FROM task WHERE status IN ('queued', 'submitting', 'running', 'saving') AND created_at <= :before
ORDER BY created_at LIMIT 100;

-- name: last_runs
-- Only those that were claimed once: another's time holds its stops and waits.
SELECT finished_at - started_at AS worked, seconds FROM task
WHERE model = :model AND status = 'succeeded' AND epoch = 1 AND finished_at > started_at
ORDER BY finished_at DESC LIMIT 20;

-- name: bury_task
UPDATE task SET
    deleted_at = :deleted_at, request = '{}', warnings = '[]', clip = NULL, error = NULL, external_task_id = NULL,
    handle = CASE WHEN billing_open = 1 THEN handle END
WHERE id = :id;

-- name: drop_events
DELETE FROM event WHERE task_id = :task_id;

-- name: events_after
SELECT number, task_id, sequence, kind, at, data FROM event
WHERE tenant = :tenant AND number > :number AND number <= :settled ORDER BY number LIMIT :limit;

-- name: events_of_task_after
SELECT number, task_id, sequence, kind, at, data FROM event
WHERE task_id = :task_id AND sequence > :sequence ORDER BY sequence LIMIT :limit;

-- name: last_event_number
SELECT coalesce(max(number), 0) AS number FROM event WHERE tenant = :tenant AND number <= :settled;

-- name: get_secret
SELECT value FROM secret WHERE name = :name;

-- name: keep_secret
INSERT INTO secret (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING;

-- name: every_task
SELECT * FROM task WHERE deleted_at IS NULL ORDER BY place;
