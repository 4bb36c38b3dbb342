-- at: expanded
UPDATE parts SET weight = '5' WHERE id = 5;
-- at: backfilled
INSERT INTO parts (id, weight) VALUES (20000, '9');
-- at: rolled_back
UPDATE parts SET weight = 'light' WHERE id = 1;
