-- at: expanded
INSERT INTO items (id, code) VALUES (10, 'b');
-- at: backfilled
UPDATE items SET code = 'b' WHERE id = 4;
-- at: rolled_back
INSERT INTO items (id, code) VALUES (31, 'a');
