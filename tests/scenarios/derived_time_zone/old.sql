-- at: expanded
SET time_zone = '+05:00';
UPDATE visits SET ts = '2024-06-01 03:00:00' WHERE id = 1;
INSERT INTO visits (id, ts) VALUES (10, '2024-06-10 03:00:00');
UPDATE stamps SET at = '2024-06-01 03:00:00' WHERE id = 1;
INSERT INTO stamps (id, at) VALUES (10, '2024-06-10 03:00:00');
-- at: backfilled
SET time_zone = '+05:00';
UPDATE visits SET ts = '2024-06-02 03:00:00' WHERE id = 2;
UPDATE visits SET ended = '2024-06-03 03:00:00' WHERE id = 3;
UPDATE visits SET ts = '2024-06-11 03:00:00' WHERE id = 10;
UPDATE stamps SET at = '2024-06-02 03:00:00' WHERE id = 2;
