-- at: expanded
INSERT INTO orders (id, status) VALUES (20, 'sent');
-- at: backfilled
UPDATE orders SET note = 'new' WHERE id = 20;
-- at: contracted
SET ROLE pg_monitor;
SET row_security = on;
SELECT id, status FROM orders;
SELECT * FROM order_notes;
-- fails
DELETE FROM orders;
RESET ROLE;
