CREATE TABLE visits (id INT NOT NULL, page VARCHAR(20) NOT NULL, n INT, CONSTRAINT visits_old PRIMARY KEY (id), CONSTRAINT visits_id UNIQUE (id));
CREATE INDEX visits_n ON visits (n);
INSERT INTO visits VALUES (1, 'a', 1), (2, 'b', 2);
