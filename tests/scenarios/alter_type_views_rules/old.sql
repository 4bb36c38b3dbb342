-- at: expanded
UPDATE checked_codes SET code = 11 WHERE id = 1;
-- fails
UPDATE checked_codes SET code = -1 WHERE id = 1;
-- at: backfilled
INSERT INTO one_more VALUES (10);
-- at: rolled_back
INSERT INTO one_more VALUES (31);
