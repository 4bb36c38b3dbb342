-- at: expanded
INSERT INTO customers (id, "Name", email) VALUES (10, 'Old', 'old@x');
UPDATE customers SET "Name" = 'Adah' WHERE id = 1;
-- at: backfilled
DELETE FROM customers WHERE id = 10;
INSERT INTO customers (id, "Name") VALUES (11, 'Older');
-- at: rolled_back
INSERT INTO customers (id, "Name") VALUES (30, 'Back');
