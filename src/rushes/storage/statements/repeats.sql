-- The statements of creates that may come twice: with a key of the caller's, or tried again by the caller's library.

-- name: look_up_key
SELECT digest, task_id, answer, at FROM idempotency WHERE tenant = :tenant AND key = :key;

-- name: keep_key
INSERT INTO idempotency (tenant, key, digest, task_id, answer, at)
VALUES (:tenant, :key, :digest, :task_id, :answer, :at)
ON CONFLICT (tenant, key) DO NOTHING RETURNING task_id;

-- name: answer_key
UPDATE idempotency SET answer = :answer WHERE tenant = :tenant AND key = :key AND answer = '';

-- name: bury_key
UPDATE idempotency SET answer = NULL WHERE task_id = :task_id;

-- name: forget_keys
DELETE FROM idempotency WHERE at < :before;

-- name: keep_attempt
INSERT INTO attempt (task_id, tenant, key_id, digest, retry, at)
VALUES (:task_id, :tenant, :key_id, :digest, :retry, :at);

-- name: adopt_attempt
-- A later try takes first what the try before it took or made, then the newest.
UPDATE attempt SET retry = :retry
WHERE task_id = (
    SELECT task_id FROM attempt
    WHERE tenant = :tenant AND key_id = :key_id AND digest = :digest AND retry < :retry AND at >= :since
    ORDER BY retry DESC, at DESC LIMIT 1
) AND retry < :retry
RETURNING task_id;

-- name: adopt_attempt (postgres)
UPDATE attempt SET retry = :retry
WHERE task_id = (
    SELECT task_id FROM attempt
    WHERE tenant = :tenant AND key_id = :key_id AND digest = :digest AND retry < :retry AND at >= :since
    ORDER BY retry DESC, at DESC LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING task_id;

-- name: bury_attempt
DELETE FROM attempt WHERE task_id = :task_id;

-- name: forget_attempts
DELETE FROM attempt WHERE at < :before;
