-- The statements of money: lines of the ledger, and the accounts that holds must fit into.

-- name: take_hold
-- One conditional write: nobody can come between the look and the taking.
INSERT INTO account (scope, id, period, reserved, spent)
VALUES (:scope, :id, :period, CAST(:amount AS BIGINT), 0)
ON CONFLICT (scope, id, period) DO UPDATE SET reserved = account.reserved + CAST(:amount AS BIGINT)
WHERE CAST(:most AS BIGINT) IS NULL
   OR account.reserved + account.spent + CAST(:amount AS BIGINT) <= CAST(:most AS BIGINT)
RETURNING reserved;

-- name: move_money
UPDATE account SET reserved = reserved + CAST(:reserved AS BIGINT), spent = spent + CAST(:spent AS BIGINT)
WHERE scope = :scope AND id = :id AND period = :period;

-- name: get_account
SELECT reserved, spent FROM account WHERE scope = :scope AND id = :id AND period = :period;

-- name: add_line
INSERT INTO ledger (
    task_id, kind, tenant, key_id, lineage, provider, model, day, at, seconds, price, reserved, spent, beyond,
    vendor_units, vendor_amount
) VALUES (
    :task_id, :kind, :tenant, :key_id, :lineage, :provider, :model, :day, :at, :seconds, :price, :reserved, :spent,
    :beyond, :vendor_units, :vendor_amount
);

-- name: hold_of_task
SELECT * FROM ledger WHERE task_id = :task_id AND kind = 'hold';

-- name: lines_of_task
SELECT * FROM ledger WHERE task_id = :task_id ORDER BY number;

-- name: usage
SELECT tenant, key_id, model, day,
    CAST(sum(CASE WHEN kind = 'hold' THEN 1 ELSE 0 END) AS BIGINT) AS tasks,
    CAST(sum(CASE WHEN kind = 'charge' AND seconds > 0 THEN 1 ELSE 0 END) AS BIGINT) AS films,
    CAST(sum(CASE WHEN kind = 'charge' THEN seconds ELSE 0 END) AS BIGINT) AS seconds,
    CAST(sum(reserved) AS BIGINT) AS reserved, CAST(sum(spent) AS BIGINT) AS spent, CAST(sum(beyond) AS BIGINT) AS overrun,
    CAST(sum(coalesce(vendor_amount, 0)) AS BIGINT) AS vendor_billed
FROM ledger
WHERE (CAST(:tenant AS TEXT) IS NULL OR tenant = :tenant)
  AND day >= :since AND day <= :until
  AND (CAST(:key_id AS TEXT) IS NULL OR key_id = :key_id)
  AND (CAST(:model AS TEXT) IS NULL OR model = :model)
GROUP BY tenant, key_id, model, day ORDER BY day DESC, model, tenant, key_id;
