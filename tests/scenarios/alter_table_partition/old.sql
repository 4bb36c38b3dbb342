-- at: expanded
INSERT INTO logs (day, msg) VALUES ('2024-01-01', 'old');
UPDATE logs SET day = '2026-01-02' WHERE id = 1;
-- at: backfilled
INSERT INTO logs (day, msg) VALUES ('2024-01-02', 'older');
-- at: rolled_back
INSERT INTO logs (day, msg) VALUES ('2024-01-03', 'back');
