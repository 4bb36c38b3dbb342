-- at: backfilled
INSERT INTO visits VALUES (20, '2026-01-04 10:00:00');
INSERT INTO notes (id, body) VALUES (20, 'twenty');
-- at: contracted
INSERT INTO visits (id) VALUES (21);
UPDATE visits SET seen_at = '2026-01-05 10:00:00.125' WHERE id = 21 AND seen_at > '2020-01-01';
INSERT INTO notes (id) VALUES (21);
