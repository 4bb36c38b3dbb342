CREATE TABLE orders (id integer PRIMARY KEY, about json NOT NULL);
