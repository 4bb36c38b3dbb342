-- at: expanded
INSERT INTO counters (id, hits) VALUES (20, 20);
-- at: backfilled
INSERT INTO counters (id, hits) VALUES (21, 21);
-- settled
INSERT INTO counters (id, hits) VALUES (22, 21) ON CONFLICT (hits) DO NOTHING;
-- fails
INSERT INTO counters (id, hits) VALUES (22, 20);
-- at: contracted
-- settled
INSERT INTO counters (id, hits) VALUES (23, 3000000000);
-- fails
INSERT INTO counters (id, hits) VALUES (24, 3000000000);
-- fails
INSERT INTO counters (id, hits) VALUES (24, 5000000000);
-- fails
INSERT INTO counters (id, hits) VALUES (24, -2000000001);
