-- at: backfilled
UPDATE orders SET note = 'new' WHERE id = -2;
-- at: contracted
-- settled
INSERT INTO orders (id, note) VALUES (-3000000000, 'far');
INSERT INTO orders (note) VALUES ('new, contracted');
