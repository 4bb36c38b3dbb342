-- at: expanded
INSERT INTO rooms (house, id, name) VALUES (1, 10, 'Old');
-- at: backfilled
INSERT INTO rooms (house, id, name) VALUES (1, 12, 'Late');
-- at: rolled_back
DELETE FROM rooms WHERE id = 2;
