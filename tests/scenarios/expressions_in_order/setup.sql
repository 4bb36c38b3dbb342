CREATE TABLE items (id INTEGER PRIMARY KEY, price INTEGER, qty INTEGER);
INSERT INTO items (id, price, qty) VALUES (1, 2, 3), (2, 5, 7);
CREATE TABLE members (id INTEGER PRIMARY KEY, name VARCHAR(40));
INSERT INTO members (id, name) VALUES (1, 'Ada'), (2, 'Bea'), (3, NULL);
CREATE TABLE visits (id INTEGER PRIMARY KEY, country VARCHAR(40), place VARCHAR(40));
INSERT INTO visits (id, country, place) VALUES (1, 'FR', 'Paris'), (2, 'DE', 'Bonn');
