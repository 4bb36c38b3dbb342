CREATE TABLE people (id INT NOT NULL PRIMARY KEY, boss INT, name VARCHAR(20), KEY people_by_boss (boss), CONSTRAINT people_boss FOREIGN KEY (boss) REFERENCES people (id) ON DELETE SET NULL);
INSERT INTO people VALUES (1, NULL, 'Ada'), (2, 1, 'Grace'), (3, 2, 'Mary'), (4, 3, 'Joan');
