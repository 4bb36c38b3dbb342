CREATE TABLE parts (id INTEGER PRIMARY KEY, size TEXT);
INSERT INTO parts VALUES (1, '10'), (2, ' 2.0 '), (3, 'wide'), (4, NULL), (5, x'31');
