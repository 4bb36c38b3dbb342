-- at: expanded
INSERT INTO logs (id, day, serial) VALUES (10, '2026-01-01', 10);
-- at: backfilled
INSERT INTO logs (id, day, serial) VALUES (11, '2026-01-01', 11);
-- at: rolled_back
-- settled
INSERT INTO logs (serial) VALUES (30);
-- settled
DELETE FROM logs WHERE serial = 30;
