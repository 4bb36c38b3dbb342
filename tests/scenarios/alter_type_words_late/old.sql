-- at: expanded
INSERT INTO runs (id, "END", time, low) VALUES (10, 6, 5, 2);
-- at: backfilled
INSERT INTO runs (id, "END", time, low) VALUES (11, 7, 6, 2);
-- at: rolled_back
INSERT INTO runs (id, "END", time, low) VALUES (31, 8, 7, 2);
