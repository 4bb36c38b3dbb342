CREATE TABLE users_new (id INTEGER PRIMARY KEY, name varchar(60) NOT NULL DEFAULT 'nobody', code VARCHAR(10));
INSERT INTO users_new (id, name, code) SELECT id, name, code FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
CREATE INDEX users_name ON users (name);
