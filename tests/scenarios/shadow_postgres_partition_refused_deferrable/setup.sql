CREATE TABLE orders (id integer, day date NOT NULL, PRIMARY KEY (day, id) DEFERRABLE);
