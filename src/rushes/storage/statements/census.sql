-- Counts over everything, for metrics.

-- name: count_tasks
SELECT provider, status, count(*) AS tasks, min(created_at) AS oldest FROM task
WHERE deleted_at IS NULL GROUP BY provider, status ORDER BY provider, status;

-- name: sum_ledger
SELECT provider, coalesce(sum(reserved), 0) AS reserved, coalesce(sum(spent), 0) AS spent,
    coalesce(sum(beyond), 0) AS beyond, coalesce(sum(vendor_amount), 0) AS vendor_billed
FROM ledger GROUP BY provider ORDER BY provider;
