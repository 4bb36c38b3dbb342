CREATE TABLE parts (id integer PRIMARY KEY, code integer);
CREATE VIEW part_codes AS SELECT code FROM parts;
INSERT INTO parts (id, code) VALUES (1, 1);
