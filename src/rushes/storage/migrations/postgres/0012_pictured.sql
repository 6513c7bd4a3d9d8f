-- Whether a film starts from a picture: Kling's lists are of one kind each.

ALTER TABLE task ADD COLUMN pictured INTEGER
    GENERATED ALWAYS AS (CASE WHEN (request::jsonb ->> 'first_frame') IS NULL THEN 0 ELSE 1 END) STORED;
