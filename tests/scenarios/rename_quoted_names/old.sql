-- at: expanded
INSERT INTO "order items; -- ünï" ("select", "it's a ""name""") VALUES (10, 'old; DROP TABLE x --');
UPDATE "order items; -- ünï" SET "Mixed Case" = 'old''s' WHERE "select" = 1;
-- at: backfilled
UPDATE "order items; -- ünï" SET "it's a ""name""" = 'лат' WHERE "select" = 1;
-- at: rolled_back
INSERT INTO "order items; -- ünï" ("select", "it's a ""name""") VALUES (30, 'back');
