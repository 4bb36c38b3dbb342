-- at: expanded
INSERT INTO lamps (id, price) VALUES (10, 10);
-- at: backfilled
INSERT INTO lamps (id, price) VALUES (11, 11);
UPDATE lamps SET watts = NULL WHERE id = 1;
-- at: rolled_back
INSERT INTO lamps (id, price) VALUES (30, 30);
