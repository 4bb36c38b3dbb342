CREATE TABLE items (id text PRIMARY KEY);
CREATE TABLE lines (id integer PRIMARY KEY, item text);
