CREATE TABLE parcels (id integer PRIMARY KEY, grams integer NOT NULL, doubled integer GENERATED ALWAYS AS (grams * 2) VIRTUAL, price integer, note VARCHAR(20));
INSERT INTO parcels (id, grams, price) VALUES (1, 5, 10), (2, 6, 99), (3, 7, 14);
CREATE TABLE boxes (id integer PRIMARY KEY, side integer NOT NULL, area integer GENERATED ALWAYS AS (side * side) VIRTUAL, note VARCHAR(20));
INSERT INTO boxes (id, side) VALUES (1, 2), (2, 3), (3, 4);
CREATE TABLE typed (id integer PRIMARY KEY, a integer, g integer GENERATED ALWAYS AS (a * 2) VIRTUAL, word VARCHAR(20), n VARCHAR(20));
INSERT INTO typed (id, a, word) VALUES (1, 5, 'five'), (2, 6, 'six');
