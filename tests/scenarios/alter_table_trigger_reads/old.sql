-- at: expanded
INSERT INTO votes (id, n) VALUES (2, 2);
-- at: backfilled
INSERT INTO votes (id, n) VALUES (3, 3);
UPDATE votes SET n = 4 WHERE id = 2;
-- at: rolled_back
INSERT INTO votes (id, n) VALUES (4, 4);
