CREATE TABLE tree (id INT NOT NULL PRIMARY KEY, parent INT, n INT, KEY tree_parent_index (parent), CONSTRAINT tree_parent FOREIGN KEY (parent) REFERENCES tree (id) ON DELETE CASCADE);
INSERT INTO tree VALUES (1, NULL, 1), (2, NULL, 2), (3, NULL, 3), (4, NULL, 4);
INSERT INTO tree VALUES (12, 1, 1), (22, 2, 2), (32, 3, 3), (42, 4, 4);
INSERT INTO tree VALUES (13, 12, 1), (23, 22, 2), (33, 32, 3), (43, 42, 4);
