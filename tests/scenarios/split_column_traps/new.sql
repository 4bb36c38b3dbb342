-- at: expanded
INSERT INTO "odd `table" (id, "first name", "last name", code) VALUES (20, 'New', 'One', 20);
INSERT INTO "odd `table" (id, "first name", code) VALUES (3, 'Three', 3) ON DUPLICATE KEY UPDATE "first name" = VALUES("first name");
REPLACE INTO "odd `table" (id, "first name", "last name", code) VALUES (20, 'Newer', 'One', 20);
INSERT INTO tickets (id, token) VALUES (20, 'hall/9/mine');
-- at: backfilled
UPDATE "odd `table" SET "last name" = 'Eleven' WHERE id = 11;
-- at: contracted
INSERT INTO "odd `table" (id, "first name", code) VALUES (21, 'Only', 21);
INSERT INTO tickets (id, token) VALUES (21, 'hall/3/mine');
