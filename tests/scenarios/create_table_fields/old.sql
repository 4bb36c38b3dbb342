-- at: expanded
INSERT INTO rooms (id, name) VALUES (10, 'Old');
UPDATE guests SET name = 'Emmy N.' WHERE country = 'de';
-- at: backfilled
INSERT INTO rooms (id, name) VALUES (11, 'Late');
-- at: rolled_back
INSERT INTO rooms (id, name) VALUES (30, 'Back');
DELETE FROM rooms WHERE id = 2;
