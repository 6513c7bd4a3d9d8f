-- Turns and leases: the window of the task table that many processes take their work from.

-- name: clock
SELECT unixepoch('subsec') AS now;

-- name: clock (postgres)
SELECT CAST(extract(epoch FROM clock_timestamp()) AS DOUBLE PRECISION) AS now;

-- name: set_slots
INSERT INTO slot (provider, slots) VALUES (:provider, :slots)
ON CONFLICT (provider) DO UPDATE SET slots = excluded.slots WHERE slot.slots <> excluded.slots;

-- name: lock_slots
SELECT slots FROM slot WHERE provider = :provider;

-- name: lock_slots (postgres)
SELECT slots FROM slot WHERE provider = :provider FOR UPDATE;

-- name: turns_of
SELECT task_id, number, priority, place, worker FROM turn WHERE provider = :provider;

-- name: standing
-- Asked before a turn is taken, which is a transaction and locks: mostly there is none to be had.
SELECT
    EXISTS (SELECT 1 FROM turn WHERE provider = :provider AND worker IS NULL) AS waiting,
    (SELECT count(*) FROM turn WHERE provider = :provider AND worker IS NOT NULL) AS leased,
    (SELECT min(until) FROM turn WHERE provider = :provider AND worker IS NOT NULL) AS next_end,
    (SELECT slots FROM slot WHERE provider = :provider) AS slots,
    unixepoch('subsec') AS now;

-- name: standing (postgres)
SELECT
    EXISTS (SELECT 1 FROM turn WHERE provider = :provider AND worker IS NULL) AS waiting,
    (SELECT count(*) FROM turn WHERE provider = :provider AND worker IS NOT NULL) AS leased,
    (SELECT min(until) FROM turn WHERE provider = :provider AND worker IS NOT NULL) AS next_end,
    (SELECT slots FROM slot WHERE provider = :provider) AS slots,
    CAST(extract(epoch FROM clock_timestamp()) AS DOUBLE PRECISION) AS now;

-- name: live_leases
SELECT task_id FROM turn WHERE worker IS NOT NULL AND until >= :now;

-- name: put_turns
INSERT INTO turn (task_id, provider, number, priority, place)
SELECT value ->> 0, :provider, value ->> 1, value ->> 2, value ->> 3 FROM json_each(:turns) WHERE true
ON CONFLICT (task_id) DO UPDATE SET number = excluded.number, priority = excluded.priority
WHERE turn.worker IS NULL;

-- name: put_turns (postgres)
INSERT INTO turn (task_id, provider, number, priority, place)
SELECT value ->> 0, :provider, CAST(value ->> 1 AS BIGINT), CAST(value ->> 2 AS BIGINT), CAST(value ->> 3 AS BIGINT)
FROM json_array_elements(CAST(:turns AS JSON))
ON CONFLICT (task_id) DO UPDATE SET number = excluded.number, priority = excluded.priority
WHERE turn.worker IS NULL;

-- name: take_turns
UPDATE turn SET worker = :worker, until = :until WHERE worker IS NULL AND task_id IN (
    SELECT task_id FROM turn WHERE provider = :provider AND worker IS NULL
    ORDER BY number, priority DESC, place LIMIT :limit
) RETURNING task_id, number, priority, place;

-- name: renew_leases
UPDATE turn SET until = :until WHERE worker = :worker RETURNING task_id;

-- name: claim_lease
-- A lease whose row is gone, or waits again, is written anew; another's stays.
INSERT INTO turn (task_id, provider, number, priority, place, worker, until)
VALUES (:task_id, :provider, 0, 0, 0, :worker, :until)
ON CONFLICT (task_id) DO UPDATE SET worker = excluded.worker, until = excluded.until WHERE turn.worker IS NULL
RETURNING task_id;

-- name: inherit_dead
-- What a dead process ran goes on before anything else is begun: its vendor may still be at it, in a slot of the account.
UPDATE turn SET worker = :worker, until = :until WHERE task_id IN (
    SELECT task_id FROM turn WHERE provider = :provider AND worker IS NOT NULL AND worker <> :worker AND until < :now
    ORDER BY number, priority DESC, place LIMIT :limit
) RETURNING task_id;

-- name: drop_dead
DELETE FROM turn WHERE provider = :provider AND worker IS NOT NULL AND until < :now RETURNING task_id;

-- name: drop_turns
DELETE FROM turn WHERE worker = :worker AND task_id IN (SELECT value FROM json_each(:task_ids)) RETURNING task_id;

-- name: drop_turns (postgres)
DELETE FROM turn WHERE worker = :worker AND task_id IN (SELECT json_array_elements_text(CAST(:task_ids AS JSON)))
RETURNING task_id;

-- name: drop_waiting
DELETE FROM turn WHERE task_id = :task_id AND worker IS NULL;
