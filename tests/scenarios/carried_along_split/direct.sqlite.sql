PRAGMA foreign_keys = OFF;
DROP TABLE people;
CREATE TABLE people (id integer PRIMARY KEY AUTOINCREMENT, city text DEFAULT 'London', first text NOT NULL, last text, UNIQUE (city, id));
CREATE INDEX people_by_city ON people (city) WHERE city IS NOT NULL;
CREATE TRIGGER moved AFTER UPDATE OF city ON people BEGIN
  INSERT INTO moves VALUES (NEW.id, NEW.city);
END;
