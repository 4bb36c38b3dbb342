CREATE TABLE pages (id integer PRIMARY KEY, a text, b text);
CREATE TABLE visits (id integer NOT NULL UNIQUE, page text);
INSERT INTO visits VALUES (1, 'start'), (2, 'end');
CREATE PUBLICATION all_of_it FOR TABLE visits;
