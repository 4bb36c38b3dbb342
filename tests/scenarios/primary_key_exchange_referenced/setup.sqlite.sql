CREATE TABLE sessions (id int NOT NULL PRIMARY KEY, token text NOT NULL);
CREATE TABLE visits (id integer PRIMARY KEY, session int CONSTRAINT visit_of REFERENCES sessions (id));
