-- Providers that are stopped until their operator acts.

-- name: provider_stops
SELECT provider, reason, since FROM provider_stop ORDER BY provider;

-- name: stop_provider
INSERT INTO provider_stop (provider, reason, since) VALUES (:provider, :reason, :since)
ON CONFLICT (provider) DO NOTHING;

-- name: resume_provider
DELETE FROM provider_stop WHERE provider = :provider;
