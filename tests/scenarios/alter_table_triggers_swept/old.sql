-- at: expanded
INSERT INTO accounts (id, owner, cents) VALUES (10, 'old', 1000);
UPDATE accounts SET cents = -5 WHERE id = 1;
-- at: backfilled
UPDATE accounts SET cents = 201 WHERE id = 2;
-- at: rolled_back
UPDATE accounts SET cents = 302 WHERE id = 3;
INSERT INTO accounts (id, owner, cents) VALUES (30, 'back', 3000);
