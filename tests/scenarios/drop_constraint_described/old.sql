-- at: expanded
INSERT INTO posts VALUES (2, 'b', 'y', 2001, 2);
-- at: backfilled
INSERT INTO posts VALUES (6, 'f', 'w', 2002, 1);
-- at: rolled_back
-- fails
INSERT INTO posts VALUES (3, 'c', 'y', 2001, 2);
