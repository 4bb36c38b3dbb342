CREATE TABLE orders (id integer PRIMARY KEY, tenant integer NOT NULL, number integer NOT NULL);
CREATE PUBLICATION told FOR TABLE orders;
