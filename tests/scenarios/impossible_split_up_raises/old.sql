-- at: backfilled [postgres, mysql, mariadb]
INSERT INTO parts (shelf, place, code) VALUES (200, 0, 'cd-9');
UPDATE parts SET code = 'ab-still-none' WHERE shelf = 100 AND place = 1;
-- at: backfilled [sqlite]
INSERT INTO parts (shelf, place, code) VALUES (200, 0, 'cd-9');
UPDATE parts SET place = place WHERE shelf = 100 AND place = 1;
-- fails
UPDATE parts SET code = 'ab-still-none' WHERE shelf = 100 AND place = 1;
-- at: rolled_back
INSERT INTO parts (shelf, place, code) VALUES (200, 1, 'light');
