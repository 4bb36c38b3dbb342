-- at: backfilled
UPDATE lamps SET watts = 60 WHERE id = 10;
-- at: contracted
INSERT INTO lamps (id, watts, price) VALUES (20, 5, 20);
-- fails
INSERT INTO lamps (id, price) VALUES (21, 21);
