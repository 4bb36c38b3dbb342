CREATE TABLE items (code varchar(10) PRIMARY KEY, other varchar(10) UNIQUE);
CREATE TABLE orders (id integer PRIMARY KEY, code varchar(10) CONSTRAINT orders_code REFERENCES items (code),
  other varchar(10) CONSTRAINT orders_other REFERENCES items (other));
INSERT INTO items VALUES ('nut', 'n'), ('bolt', 'b');
INSERT INTO orders VALUES (1, 'nut', 'n'), (2, 'bolt', NULL);
