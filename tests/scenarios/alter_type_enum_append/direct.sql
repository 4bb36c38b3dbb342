ALTER TABLE jobs MODIFY COLUMN state ENUM('new','it''s done','lost') NOT NULL DEFAULT 'new';
