CREATE TABLE tree (
  id INT NOT NULL PRIMARY KEY,
  parent INT,
  code VARCHAR(20) NOT NULL DEFAULT '7',
  note VARCHAR(20) COMMENT 'free',
  place INT,
  KEY tree_parent_index (parent),
  KEY tree_code (place, code),
  CONSTRAINT tree_parent FOREIGN KEY (parent) REFERENCES tree (id) ON DELETE CASCADE
);
INSERT INTO tree VALUES (1, NULL, '1', 'one', 1), (2, NULL, '2', 'two', 2), (3, 1, '3', 'three', 3), (4, 3, '4', NULL, 4);
