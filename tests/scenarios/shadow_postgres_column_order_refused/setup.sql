CREATE TABLE items (note text, id integer PRIMARY KEY);
