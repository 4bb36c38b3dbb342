CREATE TABLE orders (id integer PRIMARY KEY, note text);
INSERT INTO orders (id, note) VALUES (1, 'first'), (2, 'it''s');
