-- at: expanded
INSERT INTO counters (region, id, hits) VALUES ('us', 20, 20);
-- at: backfilled
INSERT INTO counters (region, id, hits) VALUES ('us', 21, 21) ON CONFLICT (region, id) DO UPDATE SET hits = 22;
UPDATE counters SET region = 'sa' WHERE region = 'ap';
-- at: contracted
INSERT INTO counters (region, id, hits) VALUES ('us', 23, 3000000000);
DELETE FROM owners WHERE id = 2;
-- fails
INSERT INTO counters (region, id, owner) VALUES ('eu', 99, 99);
