CREATE TABLE tags (id INT PRIMARY KEY, tag VARCHAR(10), n INT);
INSERT INTO tags VALUES (1, 'a', 1), (2, 'b', 2), (3, 'b', 3), (4, NULL, 4), (5, NULL, 5);
