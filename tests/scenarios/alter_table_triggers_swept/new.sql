-- at: backfilled
DELETE FROM accounts WHERE id = 10;
INSERT INTO accounts (id, owner, cents) VALUES (20, 'new', 2000);
UPDATE accounts SET cents = 2001 WHERE id = 20;
-- at: contracted
UPDATE accounts SET cents = 3000000000 WHERE id = 3;
DELETE FROM accounts WHERE id = 20;
