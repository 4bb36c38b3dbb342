-- at: expanded
INSERT INTO spans (id, width, height) VALUES (10, 8, 9);
-- at: backfilled
UPDATE spans SET height = 10 WHERE id = 10;
-- at: rolled_back
INSERT INTO spans (id, width, height) VALUES (30, 1, 1);
UPDATE spans SET width = 6 WHERE width IS NULL;
