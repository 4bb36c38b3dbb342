-- at: expanded
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
-- at: backfilled
DELETE FROM accounts WHERE id = 3;
INSERT INTO orders VALUES (4, 20);
-- at: contracted
INSERT INTO accounts (id, "Name") VALUES (40, 'Only') ON CONFLICT DO NOTHING;
