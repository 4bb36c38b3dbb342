-- at: expanded
INSERT INTO runs (id, "END", time, low) VALUES (10, 6, 5, 2);
-- fails
INSERT INTO runs (id, time, low) VALUES (11, 1, 2);
-- at: backfilled
-- fails
INSERT INTO runs (id, time, low) VALUES (12, 1, 2);
-- at: rolled_back
-- fails
INSERT INTO runs (id, time, low) VALUES (13, 1, 2);
