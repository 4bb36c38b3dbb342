CREATE TABLE docs (id integer PRIMARY KEY, body text, size integer);
CREATE STATISTICS docs_together ON body, size FROM docs;
INSERT INTO docs VALUES (1, '{}', 2);
