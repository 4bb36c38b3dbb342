-- at: expanded
INSERT INTO posts VALUES (4, 'd', 'z', 2001, 9);
-- at: contracted
INSERT INTO posts VALUES (5, 'e', 'z', 2001, 9);
