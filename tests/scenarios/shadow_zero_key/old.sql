-- at: expanded
UPDATE rooms SET size = 20 WHERE id = 0;
INSERT INTO rooms (size) VALUES (4);
-- at: backfilled
UPDATE rooms SET size = 21 WHERE id = 0;
-- at: rolled_back
UPDATE rooms SET size = 22 WHERE id = 0;
