CREATE TABLE parcels (id INTEGER PRIMARY KEY, grams INTEGER NOT NULL, doubled INTEGER GENERATED ALWAYS AS (grams * 2) STORED, price INTEGER, note VARCHAR(20));
INSERT INTO parcels (id, grams, price) VALUES (1, 5, 10), (2, 6, 99), (3, 7, 14);
CREATE TABLE boxes (id INTEGER PRIMARY KEY, side INTEGER NOT NULL, area INTEGER GENERATED ALWAYS AS (side * side) STORED, note VARCHAR(20));
INSERT INTO boxes (id, side) VALUES (1, 2), (2, 3), (3, 4);
