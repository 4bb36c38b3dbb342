-- at: expanded
INSERT INTO orders (id, state) VALUES (10, 'old');
-- at: backfilled
INSERT INTO news (state) VALUES ('by a rule');
UPDATE orders SET state = 'older' WHERE id = 10;
-- at: rolled_back
INSERT INTO orders (id, state) VALUES (31, 'back');
