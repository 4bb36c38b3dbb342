CREATE TABLE members (id INTEGER PRIMARY KEY, team INTEGER NOT NULL, badge VARCHAR(10));
INSERT INTO members (id, team, badge) VALUES (1, 1, 'a'), (2, 1, 'b'), (3, 2, 'a'), (4, 2, NULL), (5, 2, NULL);
