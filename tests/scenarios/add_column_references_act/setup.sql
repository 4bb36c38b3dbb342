CREATE TABLE regions (code text PRIMARY KEY);
INSERT INTO regions VALUES ('n'), ('s'), ('w');
CREATE TABLE shops (id integer PRIMARY KEY, name text);
INSERT INTO shops VALUES (1, 'a'), (2, 'b');
