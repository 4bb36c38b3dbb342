-- at: expanded
INSERT INTO orders (id, day, code) VALUES (100, 3, 'old'), (101, 13, 'old');
-- at: backfilled
INSERT INTO orders (id, day, code) VALUES (102, 16, 'old');
-- fails
INSERT INTO orders (id, day, code) VALUES (103, 16, 'old');
-- fails
INSERT INTO orders (id, day) VALUES (102, 16);
-- fails
INSERT INTO orders (day, code) VALUES (17, 'without');
-- fails
INSERT INTO days VALUES (1, 'twice');
-- at: rolled_back
-- settled
INSERT INTO orders (id, day, code) VALUES (NULL, 17, 'back'), (NULL, 17, 'back');
-- settled
DELETE FROM orders WHERE code = 'back';
