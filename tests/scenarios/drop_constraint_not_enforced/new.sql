-- at: expanded
INSERT INTO posts VALUES (4, -4, 9);
-- at: contracted
INSERT INTO posts VALUES (5, -5, 9);
