CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT, body TEXT);
CREATE VIRTUAL TABLE found USING fts5 (title, body, content='notes', content_rowid='id');
INSERT INTO notes VALUES (1, 'a', 'b');
INSERT INTO found (found) VALUES ('rebuild');
VACUUM;
