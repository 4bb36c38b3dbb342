-- at: expanded
INSERT INTO "Order's" (region, id, state) VALUES ('o''cean', 10, 'old');
UPDATE "Order's" SET state = CASE state WHEN 'b' THEN 'd' ELSE 'b' END WHERE region = 'eu' AND id IN (2, 4);
-- at: backfilled
UPDATE "Order's" SET region = 'us' WHERE id = 10;
-- at: rolled_back
INSERT INTO "Order's" (region, id, state) VALUES ('us', 31, 'back');
