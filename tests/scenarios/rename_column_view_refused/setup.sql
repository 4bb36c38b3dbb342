CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, mail TEXT);
-- Its column is called by that of the table: "name", and after ALTER TABLE … RENAME COLUMN otherwise.
CREATE VIEW people AS SELECT id, name FROM users;
