CREATE TABLE parents (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20) NOT NULL, UNIQUE KEY parents_name (name));
CREATE TABLE children (
  id INT NOT NULL PRIMARY KEY,
  parent INT NOT NULL,
  second INT,
  note VARCHAR(20),
  KEY children_by_parent (parent),
  KEY children_by_second (second),
  CONSTRAINT children_parent FOREIGN KEY (parent) REFERENCES parents (id) ON DELETE CASCADE,
  CONSTRAINT children_second FOREIGN KEY (second) REFERENCES parents (id)
);
CREATE TABLE rooms (id INT PRIMARY KEY, child INT NOT NULL, KEY rooms_by_child (child), CONSTRAINT rooms_child FOREIGN KEY (child) REFERENCES children (id));
INSERT INTO parents VALUES (1, 'P1'), (2, 'P2'), (3, 'P3'), (4, 'P4'), (5, 'P5');
INSERT INTO children VALUES (1, 1, NULL, 'c1'), (2, 2, 1, 'c2'), (3, 3, NULL, 'c3'), (4, 4, 2, 'c4'), (5, 3, NULL, 'c5');
INSERT INTO rooms VALUES (1, 1), (2, 4);
