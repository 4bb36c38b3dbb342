-- at: expanded
UPDATE events SET note = 'due' WHERE id = 2;
-- at: contracted
DELETE FROM events WHERE id = 1;
