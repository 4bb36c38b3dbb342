-- at: expanded
UPDATE events SET created = 1000 WHERE number = 8;
-- at: contracted
DELETE FROM events WHERE number = 3;
