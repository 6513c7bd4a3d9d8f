-- What vendors still have to bill for tasks that have ended.

-- name: open_bills
SELECT id, provider, handle, intent_at, finished_at FROM task WHERE billing_open = 1 ORDER BY place LIMIT 500;

-- name: open_bill
SELECT deleted_at FROM task WHERE id = :id AND billing_open = 1;

-- name: open_bill (postgres)
SELECT deleted_at FROM task WHERE id = :id AND billing_open = 1 FOR UPDATE;

-- name: close_buried_bill
UPDATE task SET billed = :billed, billing_open = 0, handle = NULL WHERE id = :id;
