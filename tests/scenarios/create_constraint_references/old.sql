-- at: expanded
INSERT INTO pets (id, owner_id, parent_id) VALUES (10, 9, 1);
UPDATE pets SET owner_id = 2 WHERE id = 10;
-- at: backfilled
INSERT INTO pets (id, owner_id) VALUES (11, 99);
DELETE FROM pets WHERE id = 11;
-- at: rolled_back
INSERT INTO pets (id, owner_id) VALUES (30, 99);
DELETE FROM pets WHERE id = 30;
