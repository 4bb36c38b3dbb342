CREATE TABLE people (id integer PRIMARY KEY AUTOINCREMENT, name text NOT NULL, city text DEFAULT 'London', UNIQUE (city, id));
CREATE TABLE homes (id integer PRIMARY KEY, person integer REFERENCES people (id) ON DELETE CASCADE);
CREATE TABLE moves (person integer, city text);
CREATE INDEX people_by_city ON people (city) WHERE city IS NOT NULL;
CREATE VIEW cities AS SELECT DISTINCT city FROM people;
CREATE TRIGGER moved AFTER UPDATE OF city ON people BEGIN
  INSERT INTO moves VALUES (NEW.id, NEW.city);
END;
INSERT INTO people VALUES (1, 'Ada Lovelace', 'London'), (2, 'Alan Turing', 'London');
INSERT INTO homes VALUES (1, 1), (2, 2);
