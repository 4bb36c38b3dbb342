-- at: expanded
INSERT INTO "order" ("key", "group") VALUES (10, 10);
INSERT INTO "table" ("primary", "select") VALUES (10, 'old');
INSERT INTO "user" ("column", "by") VALUES (10, 'Grace');
-- at: backfilled
UPDATE "order" SET "end" = 7 WHERE "group" = 2;
UPDATE "table" SET "select" = 'bb' WHERE "primary" = 2;
-- fails
INSERT INTO "user" ("column", "by") VALUES (11, 'Ada');
-- at: rolled_back
INSERT INTO "order" ("key") VALUES (30);
INSERT INTO "table" ("primary", "select") VALUES (30, 'back');
