-- at: before
INSERT INTO accounts (id, name, hits) VALUES (4, 'Dan', 4);
-- at: expanded
INSERT INTO accounts (id, name, hits, half) VALUES (10, 'Olaf', 10, 7);
UPDATE accounts SET hits = 11 WHERE id = 2;
-- at: backfilled
INSERT INTO accounts (id, name, hits, half) VALUES (11, 'Oskar', 11, 3);
UPDATE accounts SET hits = 22 WHERE id = 2;
UPDATE accounts SET name = 'Carl' WHERE id = 3;
UPDATE accounts SET half = 9 WHERE id = 10;
DELETE FROM accounts WHERE id = 4;
SET ROLE pg_monitor;
INSERT INTO accounts (id, name, hits) VALUES (12, 'Mo', 12);
RESET ROLE;
-- at: rolled_back
INSERT INTO accounts (id, name, hits) VALUES (30, 'Back', 30);
-- fails
INSERT INTO accounts (id, name, hits) VALUES (31, 'Wide', 3000000000);
