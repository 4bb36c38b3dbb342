CREATE TABLE parts (id integer PRIMARY KEY, code integer);
INSERT INTO parts (id, code) VALUES (1, 1);
-- The second name means the second column, whatever that is called.
CREATE VIEW by_place AS SELECT b FROM parts AS p (a, b);
