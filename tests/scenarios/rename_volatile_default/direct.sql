ALTER TABLE sessions RENAME COLUMN token TO secret;
