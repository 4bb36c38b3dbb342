-- at: expanded [postgres]
INSERT INTO accounts (id, email) VALUES (20, 'new@x') RETURNING id, "Name", low;
INSERT INTO accounts (id, "Name", email) VALUES (20, 'New', 'new@x')
  ON CONFLICT (id) DO UPDATE SET "Name" = excluded."Name";
INSERT INTO accounts (id, email) VALUES (21, 'new@x') ON CONFLICT DO NOTHING;
SELECT * FROM accounts WHERE id = 1 FOR UPDATE;
UPDATE accounts SET email = 'bob@x' WHERE id = 2;
-- fails
INSERT INTO accounts (id, "Name") VALUES (22, '');
-- fails
INSERT INTO accounts (id, email) VALUES (22, 'ada@x');
-- fails
INSERT INTO orders VALUES (3, 99);
-- at: expanded [sqlite]
INSERT INTO accounts (id, email) VALUES (20, 'new@x') RETURNING id, "Name", low;
UPDATE accounts SET "Name" = 'New' WHERE id = 20;
INSERT OR REPLACE INTO accounts (id, "Name", email) VALUES (20, 'New', 'new@x');
INSERT OR IGNORE INTO accounts (id, email) VALUES (21, 'new@x');
UPDATE accounts SET email = 'bob@x' WHERE id = 2;
UPDATE OR IGNORE accounts SET email = 'ada@x' WHERE id = 2;
-- fails
INSERT INTO accounts (email) VALUES ('unnumbered@x');
-- fails
INSERT INTO accounts (id, "Name") VALUES (20, 'Upsert') ON CONFLICT (id) DO UPDATE SET "Name" = excluded."Name";
-- fails
INSERT INTO accounts (id, low) VALUES (22, 'given');
-- fails
UPDATE accounts SET low = 'given' WHERE id = 2;
-- fails
INSERT INTO accounts (id, "Name") VALUES (22, '');
-- fails
INSERT INTO accounts (id, email) VALUES (22, 'ada@x');
-- fails
INSERT INTO orders VALUES (3, 99);
-- at: backfilled
DELETE FROM accounts WHERE id = 3;
INSERT INTO orders VALUES (4, 20);
-- at: contracted [postgres]
INSERT INTO accounts (id, "Name") VALUES (40, 'Only') ON CONFLICT DO NOTHING;
-- at: contracted [sqlite]
INSERT OR IGNORE INTO accounts (id, "Name") VALUES (40, 'Only');
-- settled
INSERT INTO accounts ("Name") VALUES ('Numbered') ON CONFLICT DO NOTHING;
-- at: expanded [mysql, mariadb]
INSERT INTO accounts (id, email) VALUES (20, 'new@x') ON DUPLICATE KEY UPDATE email = VALUES(email);
INSERT INTO accounts (id, "Name", email) VALUES (20, 'New', 'new@x')
  ON DUPLICATE KEY UPDATE "Name" = VALUES("Name");
INSERT IGNORE INTO accounts (id, email) VALUES (21, 'new@x');
SELECT * FROM accounts WHERE id = 1 FOR UPDATE;
UPDATE accounts SET email = 'bob@x' WHERE id = 2;
REPLACE INTO accounts (id, "Name", email) VALUES (10, 'Old', 'old@x');
PREPARE adds FROM 'INSERT INTO accounts (id, "Name") VALUES (40, ?)';
LOCK TABLES accounts WRITE;
UPDATE accounts SET "Name" = 'Cyd' WHERE id = 3;
UNLOCK TABLES;
-- fails
INSERT INTO accounts (id, "Name") VALUES (22, '');
-- fails
INSERT INTO accounts (id, email) VALUES (22, 'ada@x');
-- fails
INSERT INTO orders VALUES (3, 99);
-- fails
TRUNCATE TABLE accounts;
-- at: contracted [mysql, mariadb]
-- settled
SET @name = 'Only';
-- settled
EXECUTE adds USING @name;
-- settled
INSERT INTO accounts (id, "Name") VALUES (50, 'Last');
-- fails
INSERT INTO orders VALUES (5, 99);
