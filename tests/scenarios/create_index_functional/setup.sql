CREATE TABLE contacts (id INT NOT NULL PRIMARY KEY, email VARCHAR(40) NOT NULL, n INT);
INSERT INTO contacts VALUES (1, 'Ada@example.org', 1), (2, 'grace@example.org', 2);
