CREATE TABLE orders (id integer PRIMARY KEY, state text);
ALTER EXTENSION plpgsql ADD TABLE orders;
