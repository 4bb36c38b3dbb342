CREATE TABLE sessions (id integer PRIMARY KEY, token char(36) NOT NULL);
CREATE TABLE visits (id integer PRIMARY KEY, session integer, CONSTRAINT visit_of FOREIGN KEY (session) REFERENCES sessions (id));
