CREATE TABLE notes (id INTEGER PRIMARY KEY, body VARCHAR(100));
CREATE INDEX notes_body ON notes (body);
CREATE VIEW named AS SELECT id, name FROM users WHERE name IS NOT NULL;
