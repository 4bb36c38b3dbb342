ALTER TABLE users ADD COLUMN first_name text, ADD COLUMN last_name varchar(40);
UPDATE users SET first_name = 'x';
ALTER TABLE users ALTER COLUMN first_name SET NOT NULL;
COMMENT ON COLUMN users.first_name IS 'given name';
ALTER TABLE users DROP COLUMN name;
