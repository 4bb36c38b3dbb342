CREATE TABLE shops (id integer PRIMARY KEY);
CREATE TABLE items (id integer PRIMARY KEY, shop text);
INSERT INTO shops VALUES (1);
INSERT INTO items VALUES (1, '1');
