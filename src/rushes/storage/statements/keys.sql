-- The statements of keys, by name.

-- name: add_key
INSERT INTO key (
    id, tenant, name, hint, digest, lineage, scopes, models, expires_at, requests_per_minute, concurrent_tasks,
    budget_day, budget_month, budget_total, created_at, revoked_at, used_at
) VALUES (
    :id, :tenant, :name, :hint, :digest, :lineage, :scopes, :models, :expires_at, :requests_per_minute,
    :concurrent_tasks, :budget_day, :budget_month, :budget_total, :created_at, :revoked_at, :used_at
);

-- name: update_key
UPDATE key SET
    name = :name, scopes = :scopes, models = :models, expires_at = :expires_at,
    requests_per_minute = :requests_per_minute, concurrent_tasks = :concurrent_tasks, budget_day = :budget_day,
    budget_month = :budget_month, budget_total = :budget_total, revoked_at = :revoked_at
WHERE id = :id;

-- name: turn_key
UPDATE key SET
    digest = :digest, hint = :hint, old_digest = CASE WHEN CAST(:until AS DOUBLE PRECISION) > :now THEN digest END,
    old_until = :until
WHERE id = :id;

-- name: revoke_lineage
UPDATE key SET revoked_at = :now
WHERE revoked_at IS NULL AND substr(lineage, 1, length(:lineage)) = :lineage;

-- name: touch_key
UPDATE key SET used_at = :now WHERE id = :id;

-- name: get_key
SELECT * FROM key WHERE id = :id;

-- name: lock_key
SELECT * FROM key WHERE id = :id;

-- name: lock_key (postgres)
SELECT * FROM key WHERE id = :id FOR UPDATE;

-- name: key_by_digest
SELECT * FROM key WHERE digest = :digest OR (old_digest = :digest AND old_until > :now);

-- name: page_of_keys
SELECT * FROM key
WHERE (CAST(:tenant AS TEXT) IS NULL OR tenant = :tenant)
  AND place > coalesce((SELECT place FROM key WHERE id = :after), 0)
ORDER BY place LIMIT :limit;

-- name: any_key
SELECT 1 AS found FROM key LIMIT 1;

-- name: open_tasks_of_lineage
SELECT count(*) AS open FROM task JOIN key ON key.id = task.key_id
WHERE task.status IN ('queued', 'submitting', 'running', 'saving', 'unknown') AND task.key_id IS NOT NULL
  AND substr(key.lineage, 1, length(:lineage)) = :lineage;

-- name: draw_pace
-- A bucket is as empty as it takes long to be full again. One that says far more than a whole refill is of a clock
-- that was set back since, and counts as full.
INSERT INTO pace (name, full_at)
VALUES (:name, CAST(:now AS DOUBLE PRECISION) + CAST(:cost AS DOUBLE PRECISION))
ON CONFLICT (name) DO UPDATE SET full_at = CAST(:cost AS DOUBLE PRECISION) + CASE
    WHEN pace.full_at > CAST(:now AS DOUBLE PRECISION)
     AND pace.full_at <= CAST(:now AS DOUBLE PRECISION) + 2 * CAST(:refill AS DOUBLE PRECISION)
    THEN pace.full_at ELSE CAST(:now AS DOUBLE PRECISION) END
WHERE CAST(:cost AS DOUBLE PRECISION) + CASE
    WHEN pace.full_at > CAST(:now AS DOUBLE PRECISION)
     AND pace.full_at <= CAST(:now AS DOUBLE PRECISION) + 2 * CAST(:refill AS DOUBLE PRECISION)
    THEN pace.full_at ELSE CAST(:now AS DOUBLE PRECISION) END
    <= CAST(:now AS DOUBLE PRECISION) + CAST(:refill AS DOUBLE PRECISION) + 0.000001
RETURNING full_at;

-- name: get_pace
SELECT full_at FROM pace WHERE name = :name;
