ALTER TABLE parents RENAME COLUMN name TO title;
