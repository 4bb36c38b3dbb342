-- at: expanded
INSERT INTO visits VALUES (10, '2026-01-02 10:00:00');
INSERT INTO notes (id) VALUES (10);
-- at: backfilled
INSERT INTO visits VALUES (11, '2026-01-03 10:00:00');
INSERT INTO notes (id) VALUES (11);
-- at: rolled_back
INSERT INTO notes (id) VALUES (12);
