-- at: expanded
INSERT INTO visits VALUES (20, '2026-01-04 00:00:00', 2);
-- at: backfilled
INSERT INTO pages VALUES (20, 'new', 9);
-- at: contracted
DELETE FROM pages WHERE id = 1;
