CREATE TABLE groups_ (id INT NOT NULL PRIMARY KEY, name VARCHAR(20) NOT NULL, size INT, parent INT, KEY groups_parent (parent), CONSTRAINT groups_parent FOREIGN KEY (parent) REFERENCES groups_ (id));
CREATE TABLE members (id INT NOT NULL PRIMARY KEY, grp INT NOT NULL, KEY members_grp (grp), CONSTRAINT members_grp FOREIGN KEY (grp) REFERENCES groups_ (id) ON DELETE CASCADE ON UPDATE CASCADE);
CREATE TABLE rooms (id INT NOT NULL PRIMARY KEY, grp INT, KEY rooms_grp (grp), CONSTRAINT rooms_grp FOREIGN KEY (grp) REFERENCES groups_ (id));
INSERT INTO groups_ VALUES (1, 'one', 1, NULL), (2, 'two', 2, NULL), (3, 'three', 3, NULL), (4, 'four', 4, NULL), (5, 'five', 5, NULL), (6, 'six', 6, NULL), (7, 'seven', 7, NULL), (8, 'eight', 8, NULL);
INSERT INTO members VALUES (1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6), (7, 7), (8, 8);
INSERT INTO rooms VALUES (3, 3);
