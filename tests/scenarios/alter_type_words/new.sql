-- at: backfilled
INSERT INTO runs (id, "END", time, low) VALUES (20, 7, 8, 3);
-- at: contracted
-- settled
INSERT INTO runs (id, "END", time, low) VALUES (21, 9, 3000000000, 3);
-- fails
INSERT INTO runs (id, time, low) VALUES (22, 1, 2);
