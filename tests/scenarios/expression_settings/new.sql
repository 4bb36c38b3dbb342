-- at: expanded
SET TimeZone = 'America/New_York';
SET IntervalStyle = 'iso_8601';
SET bytea_output = 'escape';
INSERT INTO waits (id, span, bytes) VALUES (20, '2 days', '\x0002');
UPDATE waits SET span = '3 days' WHERE id = 1;
