ALTER TABLE users RENAME COLUMN mail TO email;
ALTER TABLE users ADD COLUMN sort_key varchar(50);
CREATE INDEX users_name ON users (name);
