CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE VIEW people AS SELECT id, name AS name FROM users;
CREATE VIEW listed (id, name) AS SELECT id, name FROM users;
CREATE VIEW nested AS SELECT name FROM people;
CREATE VIEW everything AS SELECT * FROM users;
INSERT INTO users VALUES (1, 'Ada');
