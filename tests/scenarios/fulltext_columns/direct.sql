ALTER TABLE posts ADD COLUMN state VARCHAR(10) NOT NULL DEFAULT 'draft' COMMENT 'of the editor''s';
ALTER TABLE notes DROP INDEX notes_tag, DROP INDEX notes_both, DROP COLUMN tag;
