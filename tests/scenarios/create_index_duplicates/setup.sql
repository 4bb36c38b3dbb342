CREATE TABLE members (id INTEGER PRIMARY KEY, badge VARCHAR(10));
INSERT INTO members (id, badge) VALUES (1, 'a'), (2, 'twice'), (3, 'twice'), (4, NULL), (5, NULL);
