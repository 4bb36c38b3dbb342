-- at: expanded
INSERT INTO orders (id) VALUES (10);
INSERT INTO orders (id, status) VALUES (11, 'sent');
UPDATE orders SET status = 'sent' WHERE id = 1;
INSERT INTO orders (id, status, note) VALUES (12, 'lost', 'why');
-- fails
INSERT INTO orders (id, status) VALUES (13, 'lost');
-- at: backfilled
UPDATE orders SET status = 'new' WHERE id = 11;
UPDATE "Moves" SET "From" = 'sent' WHERE "From" = 'new';
-- at: rolled_back
INSERT INTO orders (id, status) VALUES (14, 'sent');
