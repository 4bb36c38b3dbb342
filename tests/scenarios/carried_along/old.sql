-- at: expanded
INSERT INTO orders (id, item, note) VALUES (10, 7, 'old');
-- at: backfilled
UPDATE orders SET item = 8 WHERE id = 10;
INSERT INTO parts (name) VALUES ('old');
-- at: rolled_back
INSERT INTO orders (id, item, note) VALUES (31, 7, 'back');
INSERT INTO parts (name) VALUES ('back');
