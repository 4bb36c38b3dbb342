CREATE TABLE places (id integer PRIMARY KEY);
CREATE TABLE events (id bigint PRIMARY KEY);
