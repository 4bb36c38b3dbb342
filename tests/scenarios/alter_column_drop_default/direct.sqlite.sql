CREATE TABLE users_new (id INTEGER PRIMARY KEY, plan VARCHAR(20) NOT NULL);
INSERT INTO users_new (id, plan) SELECT id, plan FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
