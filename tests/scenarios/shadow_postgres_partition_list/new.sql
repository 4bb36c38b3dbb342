-- at: backfilled
INSERT INTO "Order's" (region, id, state) VALUES ('asia', 20, 'new') ON CONFLICT DO NOTHING;
UPDATE "Order's" SET region = 'us', id = 21, state = 'all of it' WHERE region = 'asia' AND id = 3;
-- fails
INSERT INTO "Order's" (region, id, state) VALUES ('nowhere', 22, 'new');
-- at: contracted
DELETE FROM "Order's" WHERE id = 20;
