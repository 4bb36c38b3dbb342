CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE people (id integer PRIMARY KEY, mood mood);
INSERT INTO people VALUES (1, 'good');
