-- at: expanded
INSERT INTO "odd `table" (id, "the name", code) VALUES (4, 'Newer Four', 4) ON DUPLICATE KEY UPDATE "the name" = VALUES("the name");
REPLACE INTO "odd `table" (id, "the name", code) VALUES (5, 'Newer Five', 5);
INSERT IGNORE INTO "odd `table" (id, "the name", code) VALUES (1, 'Not There', 1), (10, 'Søren K.', 10);
SET SESSION sql_mode = 'ANSI_QUOTES';
UPDATE "odd `table" SET "the name" = NULL WHERE id = 10;
INSERT INTO "odd `table" (id, "the name") VALUES (11, 'Eleven Th'), (12, NULL);
INSERT INTO tickets (id, size) VALUES (10, 5);
-- at: backfilled
UPDATE "odd `table" SET "the name" = 'Édith P.' WHERE id = 1;
UPDATE tickets SET size = 7 WHERE id = 10;
-- at: rolled_back
INSERT INTO "odd `table" (id, "the name", code) VALUES (30, 'Back Again', 30);
