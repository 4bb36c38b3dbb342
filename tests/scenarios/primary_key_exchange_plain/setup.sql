CREATE TABLE visits (id INT NOT NULL, page VARCHAR(20) NOT NULL, n INT, PRIMARY KEY (id), UNIQUE KEY visits_id (id), KEY visits_n (n));
INSERT INTO visits VALUES (1, 'a', 1), (2, 'b', 2);
