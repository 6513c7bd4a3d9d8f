-- Who is next: round-robin over tenants, then priority, then age. Nothing here reads more of a line than it answers.

-- name: next_turns
-- A tenant's turns count on from what it has running. The tenants are found by hopping along the index.
WITH RECURSIVE line (tenant) AS (
    SELECT min(tenant) FROM task WHERE provider = :provider AND status = 'queued'
    UNION ALL
    SELECT (SELECT min(tenant) FROM task
            WHERE provider = :provider AND status = 'queued' AND tenant > line.tenant)
    FROM line WHERE line.tenant IS NOT NULL
), held (tenant, running) AS (
    SELECT tenant, count(*) FROM task
    WHERE provider = :provider AND status IN ('submitting', 'running', 'saving') GROUP BY tenant
), head AS (
    SELECT task.id, task.tenant, task.priority, task.place FROM line JOIN task ON task.place IN (
        SELECT near.place FROM task AS near
        WHERE near.provider = :provider AND near.status = 'queued' AND near.tenant = line.tenant
          AND (near.not_before <= :now OR near.not_before > :beyond)
        ORDER BY near.priority DESC, near.place LIMIT :limit
    )
)
SELECT id, priority, place,
    row_number() OVER (PARTITION BY head.tenant ORDER BY priority DESC, place) + coalesce(held.running, 0) AS number
FROM head LEFT JOIN held ON held.tenant = head.tenant
ORDER BY number, priority DESC, place LIMIT :limit;

-- name: next_turns (postgres)
WITH RECURSIVE line (tenant) AS (
    SELECT min(tenant) FROM task WHERE provider = :provider AND status = 'queued'
    UNION ALL
    SELECT (SELECT min(tenant) FROM task
            WHERE provider = :provider AND status = 'queued' AND tenant > line.tenant)
    FROM line WHERE line.tenant IS NOT NULL
), held (tenant, running) AS (
    SELECT tenant, count(*) FROM task
    WHERE provider = :provider AND status IN ('submitting', 'running', 'saving') GROUP BY tenant
), head AS (
    SELECT near.* FROM line CROSS JOIN LATERAL (
        SELECT id, tenant, priority, place FROM task
        WHERE provider = :provider AND status = 'queued' AND tenant = line.tenant AND (not_before <= :now OR not_before > :beyond)
        ORDER BY priority DESC, place LIMIT :limit
    ) AS near
)
SELECT id, priority, place,
    row_number() OVER (PARTITION BY head.tenant ORDER BY priority DESC, place) + coalesce(held.running, 0) AS number
FROM head LEFT JOIN held ON held.tenant = head.tenant
ORDER BY number, priority DESC, place LIMIT :limit;

-- name: next_due
SELECT min(not_before) AS due FROM task
WHERE provider = :provider AND status = 'queued' AND not_before > 0 AND not_before > :now;

-- name: crowd
-- How many tenants have tasks waiting, and how many tasks wait, counted up to a limit.
WITH RECURSIVE line (tenant) AS (
    SELECT min(tenant) FROM task WHERE provider = :provider AND status = 'queued'
    UNION ALL
    SELECT (SELECT min(tenant) FROM task
            WHERE provider = :provider AND status = 'queued' AND tenant > line.tenant)
    FROM line WHERE line.tenant IS NOT NULL
)
SELECT (SELECT count(tenant) FROM line) AS tenants, (
    SELECT count(*) FROM (
        SELECT 1 FROM task WHERE provider = :provider AND status = 'queued'
        ORDER BY tenant, priority DESC, place LIMIT :limit
    ) AS counted
) AS waiting;

-- name: ahead_in_line
-- Of each of these tasks, in its tenant's own line. At most so many: a place far down is not worth a scan.
SELECT mine.id, (SELECT count(*) FROM (
    SELECT 1 FROM task AS other
    WHERE other.provider = mine.provider AND other.status = 'queued' AND other.tenant = mine.tenant AND (
        other.priority > mine.priority OR (other.priority = mine.priority AND other.place < mine.place)
    ) LIMIT :limit
) AS counted) AS ahead FROM task AS mine WHERE mine.id IN (SELECT value FROM json_each(:ids));

-- name: ahead_in_line (postgres)
-- The head of each line is read once, and in its order: that keeps PostgreSQL on the index where another tenant's crowd
-- makes the whole table look cheap.
WITH mine AS MATERIALIZED (
    SELECT id, provider, tenant, place FROM task
    WHERE id IN (SELECT json_array_elements_text(CAST(:ids AS JSON)))
), head AS MATERIALIZED (
    SELECT near.place, near.ahead FROM (SELECT DISTINCT provider, tenant FROM mine) AS line CROSS JOIN LATERAL (
        SELECT place, row_number() OVER (ORDER BY priority DESC, place) - 1 AS ahead FROM task
        WHERE provider = line.provider AND status = 'queued' AND tenant = line.tenant
        ORDER BY priority DESC, place LIMIT :limit
    ) AS near
)
SELECT mine.id, coalesce(head.ahead, CAST(:limit AS BIGINT)) AS ahead
FROM mine LEFT JOIN head ON head.place = mine.place;
