-- at: expanded
INSERT INTO people VALUES (10, 'Old');
-- at: backfilled
INSERT INTO people VALUES (12, 'Late');
-- at: rolled_back
-- fails
INSERT INTO people VALUES (11, NULL);
