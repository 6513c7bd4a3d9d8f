-- Which key made a task; NULL in open mode and for tasks from before there were keys.
ALTER TABLE task ADD COLUMN key_id TEXT;
