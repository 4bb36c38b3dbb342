CREATE TABLE items (id bigint PRIMARY KEY, name text);
CREATE TABLE order_lines (id integer PRIMARY KEY, item text, amount integer NOT NULL DEFAULT 1);
INSERT INTO items (id, name) VALUES (1, 'nut'), (2, 'bolt'), (3, 'washer');
INSERT INTO order_lines (id, item) VALUES (1, '1'), (2, NULL), (3, '2');
