CREATE TABLE users_new (id INTEGER PRIMARY KEY, name VARCHAR(50), plan VARCHAR(20) DEFAULT 'trial', seats INTEGER DEFAULT 1);
INSERT INTO users_new (id, name, plan, seats) SELECT id, name, plan, seats FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
