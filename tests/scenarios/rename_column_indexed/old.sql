-- at: before
INSERT INTO accounts (id, email, region) VALUES (4, 'd@x', 2);
-- at: expanded
INSERT INTO accounts (id, email, region) VALUES (10, 'old@x', 1);
-- fails
INSERT INTO accounts (id, email, region) VALUES (11, 'a@x', 1);
UPDATE accounts SET email = 'a2@x' WHERE id = 1;
-- at: backfilled
-- fails
UPDATE accounts SET email = 'c@x' WHERE id = 1;
UPDATE accounts SET email = 'a3@x' WHERE id = 1;
-- at: rolled_back
-- fails
UPDATE accounts SET email = 'c@x' WHERE id = 1;
