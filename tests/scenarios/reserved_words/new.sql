-- at: expanded
INSERT INTO "table" ("primary", "where", "from") VALUES (20, 'new', 1);
-- at: backfilled
INSERT INTO "order" ("key", "group") VALUES (21, 21);
UPDATE "table" SET "where" = 'aa' WHERE "primary" = 1;
-- at: contracted
INSERT INTO "table" ("primary", "where") VALUES (22, 'newest');
-- fails
INSERT INTO "order" ("key", "group") VALUES (22, 0);
