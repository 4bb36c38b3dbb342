-- at: backfilled
UPDATE prices SET since = '2026-01-03 10:00:00.400' WHERE id = 1;
UPDATE prices SET weight = 0.1 WHERE id = 2;
INSERT INTO prices VALUES (20, 2.25, '2026-01-02 10:00:00', 0.5);
INSERT INTO prices VALUES (21, 99999.001, '2026-01-02 10:00:00', 0.5);
-- at: contracted
INSERT INTO prices VALUES (22, 0.125, '2026-01-04 10:00:00.125', 0.1);
