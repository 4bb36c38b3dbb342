CREATE TABLE sessions (id integer PRIMARY KEY, token uuid NOT NULL);
CREATE TABLE visits (id integer PRIMARY KEY, session integer CONSTRAINT visit_of REFERENCES sessions);
