CREATE TABLE owners (a integer, b integer, PRIMARY KEY (a, b));
CREATE TABLE pets (id integer PRIMARY KEY, a integer, b integer);
