ALTER TABLE users ALTER COLUMN name TYPE varchar(40), ALTER COLUMN balance TYPE numeric(12,2);
COMMENT ON COLUMN users.name IS 'the whole name';
