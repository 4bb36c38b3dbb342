CREATE TABLE visits (id integer NOT NULL UNIQUE, n integer);
INSERT INTO visits VALUES (1, 10), (2, NULL), (5, 50);
CREATE PUBLICATION all_of_it FOR TABLE visits;
