-- at: backfilled
INSERT INTO parts VALUES (20000, '9');
-- at: rolled_back
UPDATE parts SET weight = 'light' WHERE number = 1;
