CREATE TABLE visits_new (id INT NOT NULL, page VARCHAR(20) NOT NULL, n INT, UNIQUE (id), CONSTRAINT visits_pk PRIMARY KEY (page, id));
INSERT INTO visits_new (id, page, n) SELECT id, page, n FROM visits;
DROP TABLE visits;
ALTER TABLE visits_new RENAME TO visits;
CREATE INDEX visits_n ON visits (n);
