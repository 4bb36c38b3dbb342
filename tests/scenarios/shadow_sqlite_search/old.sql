-- at: expanded
INSERT INTO pages VALUES (10, 'old ships', '1');
-- at: backfilled
UPDATE pages SET body = 'planes' WHERE id = 2;
-- at: rolled_back
INSERT INTO pages VALUES (30, 'more ships', '3');
