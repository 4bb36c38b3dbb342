CREATE TABLE regions (id integer PRIMARY KEY, code text UNIQUE);
CREATE TABLE streets (town integer, name text, PRIMARY KEY (town, name));
CREATE TABLE shops (id integer NOT NULL, region integer DEFAULT 1, sign text, size integer, town integer, street text);
INSERT INTO streets VALUES (1, 'High'), (1, 'Long');
INSERT INTO regions VALUES (1, 'n'), (2, 's'), (3, 'w');
INSERT INTO shops VALUES (1, 1, 'a', 5), (2, 2, 'b', 6), (3, NULL, NULL, 7);
