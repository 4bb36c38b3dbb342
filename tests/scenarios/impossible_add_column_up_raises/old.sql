-- at: expanded
UPDATE parts SET weight = '7' WHERE id = 7;
-- at: backfilled
INSERT INTO parts (id, weight) VALUES (20000, '9');
-- at: rolled_back
INSERT INTO parts (id, weight) VALUES (20001, 'light');
