CREATE TABLE counters (id INTEGER PRIMARY KEY, hits INTEGER NOT NULL, seen INTEGER, note VARCHAR(20));
CREATE TRIGGER remember BEFORE INSERT ON counters FOR EACH ROW SET NEW.seen = NEW.hits - 1;
CREATE TRIGGER remember_again BEFORE UPDATE ON counters FOR EACH ROW SET NEW.seen = NEW.hits - 1;
INSERT INTO counters (id, hits) VALUES (1, 1), (2, 2);
