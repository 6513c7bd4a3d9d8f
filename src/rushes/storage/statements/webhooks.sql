-- The statements of webhooks: who is told, and what is on its way.

-- name: add_webhook
INSERT INTO webhook (id, tenant, key_id, url, types, description, created_at)
VALUES (:id, :tenant, :key_id, :url, :types, :description, :created_at);

-- name: get_webhook
SELECT webhook.*, coalesce(signing.turn, 0) AS turn, signing.old_until AS old_until
FROM webhook LEFT JOIN signing ON signing.signer = webhook.id
WHERE webhook.id = :id AND webhook.tenant = :tenant;

-- name: page_of_webhooks
SELECT webhook.*, coalesce(signing.turn, 0) AS turn, signing.old_until AS old_until
FROM webhook LEFT JOIN signing ON signing.signer = webhook.id
WHERE webhook.tenant = :tenant AND (CAST(:key_id AS TEXT) IS NULL OR webhook.key_id = :key_id)
  AND webhook.place > coalesce((SELECT near.place FROM webhook AS near WHERE near.id = :after), 0)
ORDER BY webhook.place LIMIT :limit;

-- name: count_webhooks
SELECT count(*) AS webhooks FROM webhook WHERE tenant = :tenant;

-- name: update_webhook
UPDATE webhook SET url = :url, types = :types, description = :description, disabled_at = :disabled_at, why = :why,
    failing_since = :failing_since
WHERE id = :id;

-- name: drop_webhook
DELETE FROM webhook WHERE id = :id;

-- name: drop_signing
DELETE FROM signing WHERE signer = :signer;

-- name: get_turn
SELECT turn, old_until FROM signing WHERE signer = :signer;

-- name: next_turn_of_signer
INSERT INTO signing (signer, turn, old_until) VALUES (:signer, 1, :old_until)
ON CONFLICT (signer) DO UPDATE SET turn = signing.turn + 1, old_until = :old_until
RETURNING turn, old_until;

-- name: subscribed
SELECT id, url, types FROM webhook
WHERE tenant = :tenant AND disabled_at IS NULL AND (key_id IS NULL OR key_id = :key_id);

-- name: add_delivery
INSERT INTO delivery (
    id, tenant, task_id, webhook_id, signer, target, url, type, sequence, at, snapshot, state, attempt, next_at, epoch,
    claimed
) VALUES (
    :id, :tenant, :task_id, :webhook_id, :signer, :target, :url, :type, :sequence, :at, :snapshot, 'pending', 0, :at, 0,
    0
);

-- name: callback_is_gone
SELECT 1 AS gone FROM delivery WHERE task_id = :task_id AND webhook_id IS NULL AND status = 410 LIMIT 1;

-- name: waiting_targets
-- Found by hopping along the index: a long line of one target costs the others nothing.
WITH RECURSIVE line (target) AS (
    SELECT min(target) FROM delivery WHERE state = 'pending'
    UNION ALL
    SELECT (SELECT min(target) FROM delivery WHERE state = 'pending' AND target > line.target)
    FROM line WHERE line.target IS NOT NULL
)
SELECT target, (SELECT min(next_at) FROM delivery WHERE state = 'pending' AND target = line.target) AS due
FROM line WHERE target IS NOT NULL ORDER BY due;

-- name: claim_deliveries
UPDATE delivery SET epoch = epoch + 1, claimed = 1, next_at = :until
WHERE place IN (
    SELECT place FROM delivery WHERE state = 'pending' AND target = :target AND next_at <= :now
    ORDER BY next_at, place LIMIT :limit
)
RETURNING *;

-- name: claim_deliveries (postgres)
UPDATE delivery SET epoch = epoch + 1, claimed = 1, next_at = :until
WHERE place IN (
    SELECT place FROM delivery WHERE state = 'pending' AND target = :target AND next_at <= :now
    ORDER BY next_at, place LIMIT :limit FOR UPDATE SKIP LOCKED
)
RETURNING *;

-- name: settle_delivery
UPDATE delivery SET
    state = :state, attempt = :attempt, next_at = :next_at, tried_at = :now, status = :status, error = :error,
    claimed = 0
WHERE id = :id AND epoch = :epoch AND state = 'pending' RETURNING task_id;

-- name: forget_snapshot
-- A deleted task leaves no word of what it was, once nothing of it is on its way any more.
UPDATE delivery SET snapshot = NULL
WHERE task_id = :task_id AND state IN ('delivered', 'failed')
  AND EXISTS (SELECT 1 FROM task WHERE task.id = :task_id AND task.deleted_at IS NOT NULL);

-- name: release_delivery
UPDATE delivery SET next_at = :now, claimed = 0 WHERE id = :id AND epoch = :epoch AND state = 'pending';

-- name: release_deliveries
-- Those that nobody can be sending: the claims of a process that died.
UPDATE delivery SET next_at = :now, epoch = epoch + 1, claimed = 0 WHERE state = 'pending' AND claimed = 1;

-- name: put_off_target
UPDATE delivery SET next_at = :until WHERE state = 'pending' AND target = :target AND next_at < :until;

-- name: webhook_arrived
UPDATE webhook SET failing_since = NULL WHERE id = :id AND failing_since IS NOT NULL;

-- name: webhook_failed
UPDATE webhook SET failing_since = :now WHERE id = :id AND failing_since IS NULL;

-- name: disable_webhook
UPDATE webhook SET disabled_at = :now, why = :why WHERE id = :id AND disabled_at IS NULL RETURNING id;

-- name: failing_since
SELECT failing_since FROM webhook WHERE id = :id AND disabled_at IS NULL;

-- name: hold_deliveries
UPDATE delivery SET state = 'held' WHERE webhook_id = :id AND state = 'pending';

-- name: resume_deliveries
UPDATE delivery SET state = 'pending', next_at = :now, attempt = 0 WHERE webhook_id = :id AND state = 'held';

-- name: move_deliveries
UPDATE delivery SET url = :url WHERE webhook_id = :id AND state IN ('pending', 'held');

-- name: fail_callbacks
UPDATE delivery SET state = 'failed', status = 410, error = :error
WHERE task_id = :task_id AND webhook_id IS NULL AND state = 'pending';

-- name: drop_deliveries
DELETE FROM delivery WHERE webhook_id = :id;

-- name: page_of_deliveries
-- Newest first.
SELECT * FROM delivery
WHERE tenant = :tenant AND (webhook_id = :webhook_id OR (CAST(:webhook_id AS TEXT) IS NULL AND webhook_id IS NULL))
  AND (CAST(:signer AS TEXT) IS NULL OR signer = :signer)
  AND (CAST(:state AS TEXT) IS NULL OR state = :state)
  AND place < coalesce((SELECT near.place FROM delivery AS near WHERE near.id = :after), 9223372036854775807)
ORDER BY place DESC LIMIT :limit;

-- name: get_delivery
SELECT * FROM delivery WHERE id = :id AND tenant = :tenant;

-- name: redeliver
UPDATE delivery SET state = 'pending', attempt = 0, next_at = :now, epoch = epoch + 1, claimed = 0
WHERE id = :id AND snapshot IS NOT NULL RETURNING *;

-- name: forget_deliveries
DELETE FROM delivery WHERE at < :before AND state IN ('delivered', 'failed', 'held');
