-- at: expanded
SET TimeZone = 'Europe/Berlin';
SET DateStyle = 'German';
SET IntervalStyle = 'iso_8601';
SET bytea_output = 'escape';
INSERT INTO visits (id, at) VALUES (10, '2024-06-01 23:30+00');
UPDATE visits SET note = 'seen' WHERE id = 1;
INSERT INTO stamps (id, at) VALUES (10, '2024-06-01 23:30+00');
INSERT INTO clocks (id, at) VALUES (10, '2024-06-01 23:30+00');
-- at: backfilled
UPDATE visits SET at = '2024-06-05 23:30+00' WHERE id = 2;
INSERT INTO stamps (id, at) VALUES (11, '2024-06-01 23:30+00');
UPDATE stamps SET note = 'seen';
INSERT INTO clocks (id, at) VALUES (11, '2024-06-01 23:30+00');
UPDATE clocks SET note = 'seen';
-- at: rolled_back
INSERT INTO visits (id, at) VALUES (30, '2024-06-01 23:30+00');
