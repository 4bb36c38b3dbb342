CREATE TABLE parts (id INT NOT NULL PRIMARY KEY, remark VARCHAR(20), size INT);
INSERT INTO parts VALUES (1, 'keep me', 1), (2, 'me too', 2);
