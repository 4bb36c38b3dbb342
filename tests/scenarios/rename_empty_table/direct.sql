ALTER TABLE inbox RENAME COLUMN body TO content;
