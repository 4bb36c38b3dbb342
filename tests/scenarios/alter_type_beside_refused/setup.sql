CREATE TABLE tree (
  id INT NOT NULL PRIMARY KEY,
  parent INT,
  code VARCHAR(20),
  UNIQUE KEY tree_code (code),
  CONSTRAINT tree_parent FOREIGN KEY (parent) REFERENCES tree (id) ON DELETE CASCADE
);
