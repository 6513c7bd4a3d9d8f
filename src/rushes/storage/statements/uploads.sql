-- Uploaded pictures.

-- name: add_upload
INSERT INTO upload (id, tenant, key_id, filename, purpose, size, width, height, sha256, created_at, expires_at)
VALUES (:id, :tenant, :key_id, :filename, :purpose, :size, :width, :height, :sha256, :created_at, :expires_at);

-- name: get_upload
SELECT * FROM upload WHERE id = :id AND tenant = :tenant AND expires_at > :now;

-- name: upload_is_there
SELECT 1 AS there FROM upload WHERE id = :id;

-- name: count_uploads
SELECT count(*) AS uploads FROM upload WHERE tenant = :tenant;

-- name: page_of_uploads
SELECT * FROM upload
WHERE tenant = :tenant AND expires_at > :now AND (
    CAST(:after AS TEXT) IS NULL
    OR (created_at, id) < (SELECT near.created_at, near.id FROM upload AS near WHERE near.id = CAST(:after AS TEXT))
)
ORDER BY created_at DESC, id DESC LIMIT :limit;

-- name: drop_upload
DELETE FROM upload WHERE id = :id AND tenant = :tenant RETURNING id;

-- name: drop_expired_uploads
DELETE FROM upload WHERE id IN (SELECT id FROM upload WHERE expires_at <= :now ORDER BY expires_at LIMIT 100)
RETURNING id;

-- name: every_upload
SELECT * FROM upload ORDER BY created_at, id;
