CREATE VIRTUAL TABLE notes USING fts5 (body, kind);
INSERT INTO notes VALUES ('a', 'b');
