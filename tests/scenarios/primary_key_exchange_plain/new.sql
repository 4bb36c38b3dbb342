-- at: backfilled
UPDATE visits SET page = 'e' WHERE id = 1;
-- at: contracted
INSERT INTO visits VALUES (20, 'a', 20);
