-- at: expanded
INSERT INTO games VALUES (2, 2, 1, 8);
-- fails
INSERT INTO games VALUES (3, 9, 1, 8);
-- at: backfilled
INSERT INTO games VALUES (12, 2, 1, 12);
-- at: rolled_back
INSERT INTO games VALUES (4, 2, 1, 9);
-- fails
INSERT INTO games VALUES (5, 9, 1, 8);
