-- at: expanded
INSERT INTO items (note, "a price") VALUES ('old', 7);
UPDATE items SET "a price" = "a price" + 1, note = 'moved' WHERE id = 2;
DELETE FROM items WHERE id = 3;
-- at: backfilled
UPDATE items SET note = 'late' WHERE id = 4;
-- fails
UPDATE items SET note = 'much too long a note' WHERE id = 4;
-- at: rolled_back
UPDATE items SET active = false WHERE id = 4;
-- fails
INSERT INTO items (note, "a price", active) VALUES ('dear', 2000, false);
