CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT, kind TEXT);
CREATE VIRTUAL TABLE found USING fts5 (title, content='notes', content_rowid='id');
CREATE VIRTUAL TABLE places USING rtree (id, west, east);
CREATE TRIGGER notes_in AFTER INSERT ON notes BEGIN
  INSERT INTO found (rowid, title) VALUES (NEW.id, NEW.title);
END;
CREATE TRIGGER notes_out AFTER DELETE ON notes BEGIN
  INSERT INTO found (found, rowid, title) VALUES ('delete', OLD.id, OLD.title);
END;
CREATE TRIGGER notes_over AFTER UPDATE ON notes BEGIN
  INSERT INTO found (found, rowid, title) VALUES ('delete', OLD.id, OLD.title);
  INSERT INTO found (rowid, title) VALUES (NEW.id, NEW.title);
END;
INSERT INTO notes VALUES (1, 'first words', '7'), (2, 'second words', NULL);
INSERT INTO places VALUES (1, 0, 1);
-- From here on the schema names the tables that the module keeps before the virtual one.
VACUUM;
