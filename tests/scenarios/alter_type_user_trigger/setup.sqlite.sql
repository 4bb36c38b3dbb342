CREATE TABLE counters (id integer PRIMARY KEY, hits integer NOT NULL, seen integer, note text);
CREATE TRIGGER remember AFTER INSERT ON counters BEGIN UPDATE counters SET seen = NEW.hits - 1 WHERE id = NEW.id; END;
CREATE TRIGGER remember_again AFTER UPDATE OF hits ON counters BEGIN UPDATE counters SET seen = NEW.hits - 1 WHERE id = NEW.id; END;
INSERT INTO counters (id, hits) VALUES (1, 1), (2, 2);
