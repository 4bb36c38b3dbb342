CREATE TABLE members (id INTEGER PRIMARY KEY, team INTEGER, badge VARCHAR(20), nick TEXT);
INSERT INTO members (id, team, badge) VALUES (1, 1, 'twin'), (2, 1, 'twin');
