-- at: expanded
INSERT OR REPLACE INTO "Odd members" (id, name, age) VALUES (11, 'ADA', 36);
INSERT OR REPLACE INTO "Odd members" (id, name, age) VALUES (12, NULL, 2);
-- at: backfilled
INSERT OR REPLACE INTO "Odd members" (id, name, age) VALUES (13, 'gRACE', 3);
INSERT INTO "Odd members" (id, name, age) VALUES (14, NULL, 4) ON CONFLICT DO NOTHING;
UPDATE "Odd members" SET id = 15 WHERE id = 12;
-- at: rolled_back
DELETE FROM "Odd members" WHERE id IS NULL;
