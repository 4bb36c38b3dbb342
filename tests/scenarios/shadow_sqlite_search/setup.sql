PRAGMA user_version = 42;
CREATE TABLE pages (id INTEGER PRIMARY KEY, body TEXT NOT NULL, visits TEXT);
CREATE VIRTUAL TABLE pages_search USING fts5 (body, content='pages', content_rowid='id');
CREATE TRIGGER pages_come AFTER INSERT ON pages BEGIN INSERT INTO pages_search (rowid, body) VALUES (NEW.id, NEW.body); END;
CREATE TRIGGER pages_go AFTER DELETE ON pages BEGIN INSERT INTO pages_search (pages_search, rowid, body) VALUES ('delete', OLD.id, OLD.body); END;
CREATE TRIGGER pages_change AFTER UPDATE OF body ON pages BEGIN
  INSERT INTO pages_search (pages_search, rowid, body) VALUES ('delete', OLD.id, OLD.body);
  INSERT INTO pages_search (rowid, body) VALUES (NEW.id, NEW.body);
END;
INSERT INTO pages VALUES (1, 'ships and harbours', '7'), (2, 'trains', '8');
