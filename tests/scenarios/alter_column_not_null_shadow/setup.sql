CREATE TABLE lamps (id INT NOT NULL PRIMARY KEY, watts INT, price INT, total INT AS (watts * price) STORED);
INSERT INTO lamps (id, watts, price) VALUES (1, 10, 1), (2, NULL, 2);
