CREATE TABLE regions (code VARCHAR(5) PRIMARY KEY);
INSERT INTO regions VALUES ('n'), ('s'), ('w');
CREATE TABLE shops (id INTEGER PRIMARY KEY, name VARCHAR(20));
INSERT INTO shops VALUES (1, 'a'), (2, 'b');
