ALTER TABLE users ADD COLUMN first_name TEXT, ADD COLUMN last_name VARCHAR(40);
UPDATE users SET first_name = 'x';
ALTER TABLE users MODIFY COLUMN first_name TEXT NOT NULL COMMENT 'given name';
DROP INDEX users_name ON users;
ALTER TABLE users DROP COLUMN name;
