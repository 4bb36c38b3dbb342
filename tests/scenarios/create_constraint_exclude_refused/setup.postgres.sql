CREATE TABLE stays (id integer PRIMARY KEY, during int4range);
INSERT INTO stays VALUES (1, '[1,3)');
