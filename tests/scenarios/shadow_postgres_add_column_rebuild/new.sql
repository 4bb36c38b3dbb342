-- at: backfilled
INSERT INTO events (id, day, hits) VALUES (21, '2025-12-01', 21);
-- at: contracted
INSERT INTO events (id, day, hits, month, said) VALUES (22, '2025-01-01', 100000, 13, true);
-- fails
INSERT INTO events (id, day) VALUES (23, '2025-01-01');
