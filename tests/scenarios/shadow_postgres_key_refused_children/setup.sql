CREATE TABLE orders (id integer PRIMARY KEY, day date NOT NULL);
CREATE TABLE lines (id integer PRIMARY KEY, of integer CONSTRAINT lines_of REFERENCES orders);
