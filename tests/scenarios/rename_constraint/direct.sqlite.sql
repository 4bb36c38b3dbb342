CREATE TABLE users_new (id INTEGER PRIMARY KEY, age INTEGER CONSTRAINT users_age CHECK (age > 0), email TEXT CONSTRAINT users_email UNIQUE, boss INTEGER CONSTRAINT users_boss REFERENCES users (id));
INSERT INTO users_new (id, age, email, boss) SELECT id, age, email, boss FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
