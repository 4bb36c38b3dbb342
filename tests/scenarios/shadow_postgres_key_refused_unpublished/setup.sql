CREATE TABLE orders (id integer PRIMARY KEY, tenant integer NOT NULL, note text);
CREATE PUBLICATION told FOR TABLE orders (id, note);
