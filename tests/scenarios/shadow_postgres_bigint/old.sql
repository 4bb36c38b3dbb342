-- at: expanded
INSERT INTO counters (region, id, hits) VALUES ('eu', 10, 10);
UPDATE counters SET region = 'ap', id = 5 WHERE region = 'eu' AND id = 2;
DELETE FROM owners WHERE id = 3;
-- at: backfilled
INSERT INTO counters (region, id, hits, code) VALUES ('eu', 12, 12, 'l');
UPDATE counters SET hits = hits + 1 WHERE region = 'eu' AND id = 1;
DELETE FROM counters WHERE region = 'eu' AND id = 10;
-- fails
INSERT INTO counters (region, id, hits) VALUES ('eu', 12, 1);
-- fails
INSERT INTO counters (region, id, owner) VALUES ('eu', 99, 99);
-- fails
INSERT INTO counters (region, id, hits) VALUES ('eu', 99, -1);
-- at: rolled_back
INSERT INTO counters (region, id, hits) VALUES ('eu', 30, 30);
DELETE FROM owners WHERE id = 2;
-- fails
INSERT INTO counters (region, id, hits) VALUES ('eu', 31, 3000000000);
-- fails
INSERT INTO counters (region, id, owner) VALUES ('eu', 99, 99);
-- fails
INSERT INTO counters (region, id, code) VALUES ('eu', 99, 'a');
