CREATE TABLE orders (id integer PRIMARY KEY, tenant integer, number integer NOT NULL);
