-- at: expanded
UPDATE rooms SET size = -1 WHERE id = -1;
-- at: backfilled
UPDATE rooms SET id = 0 - 5 WHERE id = 0 AND size = 21;
UPDATE rooms SET id = 0 WHERE id = -5;
-- at: contracted
INSERT INTO rooms (size) VALUES (3000000000);
