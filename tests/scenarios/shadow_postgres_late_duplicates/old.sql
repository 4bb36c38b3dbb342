-- at: backfilled
INSERT INTO parts VALUES (10, '10', 1);
-- at: rolled_back
INSERT INTO parts VALUES (30, '30', 1);
