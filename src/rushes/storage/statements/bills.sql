-- What vendors still have to bill for tasks that have ended.

-- name: open_bills
SELECT task.id, task.provider, task.handle, task.finished_at, task.tenant, task.model,
    coalesce(ledger.reserved, 0) AS reserved
FROM task LEFT JOIN ledger ON ledger.task_id = task.id AND ledger.kind = 'hold'
WHERE task.billing_open = 1 AND (CAST(:id AS TEXT) IS NULL OR task.id = :id) ORDER BY task.place LIMIT 500;

-- name: open_bill
SELECT deleted_at FROM task WHERE id = :id AND billing_open = 1;

-- name: open_bill (postgres)
SELECT deleted_at FROM task WHERE id = :id AND billing_open = 1 FOR UPDATE;

-- name: close_buried_bill
UPDATE task SET billed = :billed, billing_open = 0, handle = NULL WHERE id = :id;
