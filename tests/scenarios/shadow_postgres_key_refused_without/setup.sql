CREATE TABLE orders (id integer PRIMARY KEY, day date NOT NULL, number integer NOT NULL);
