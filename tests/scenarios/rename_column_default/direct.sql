ALTER TABLE tickets RENAME COLUMN status TO state;
ALTER TABLE tickets RENAME COLUMN priority TO urgency;
