CREATE TABLE visits (id INT NOT NULL, page VARCHAR(20) NOT NULL, n INT, PRIMARY KEY (id), UNIQUE (id));
CREATE INDEX visits_n ON visits (n);
INSERT INTO visits VALUES (1, 'a', 1), (2, 'b', 2);
