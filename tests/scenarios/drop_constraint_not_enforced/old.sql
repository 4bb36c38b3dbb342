-- at: expanded
INSERT INTO posts VALUES (2, -2, 8);
-- at: rolled_back
INSERT INTO posts VALUES (3, -3, 9);
