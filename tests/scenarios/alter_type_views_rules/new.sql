-- at: expanded
INSERT INTO one_more VALUES (20);
-- at: backfilled
UPDATE checked_codes SET code = 22 WHERE id = 2;
-- fails
UPDATE checked_codes SET code = -1 WHERE id = 2;
-- at: contracted
INSERT INTO one_more VALUES (30);
-- settled
UPDATE checked_codes SET code = 3000000000 WHERE id = 3;
