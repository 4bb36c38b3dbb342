-- at: expanded
INSERT INTO accounts (id, name, hits, half) VALUES (20, 'New', 20, 1);
-- at: backfilled
INSERT INTO accounts (id, name, hits, half, total, slug, remark) VALUES (21, 'Neo', 21, 2, 5, 'mine', 'hello');
INSERT INTO accounts (id, name, hits, half, share) VALUES (22, 'Nil', 22, 8, NULL);
UPDATE accounts SET total = 7 WHERE id = 1;
UPDATE accounts SET share = NULL WHERE id = 20;
-- fails
INSERT INTO accounts (id, name, doubled) VALUES (23, 'Not', 1);
-- at: contracted
INSERT INTO accounts (id, name, hits, total, slug) VALUES (24, 'Late', 3000000000, 9, 'late');
-- settled
INSERT INTO accounts (id, name, total) VALUES (25, 'Later', 10);
-- fails
INSERT INTO accounts (id, name) VALUES (26, 'Latest');
