CREATE TABLE members (id INTEGER PRIMARY KEY, team INTEGER, badge VARCHAR(20), nick TEXT);
INSERT INTO members (id, team, badge, nick) VALUES (1, 1, 'a', 'ada'), (2, 1, 'b', NULL), (3, NULL, 'a', NULL);
