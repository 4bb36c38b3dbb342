-- at: expanded
INSERT INTO orders (id, status) VALUES (10, 'paused');
SET ROLE pg_monitor;
SET row_security = on;
SELECT id, status FROM orders;
RESET ROLE;
-- at: backfilled
UPDATE orders SET status = 'sent' WHERE id = 1;
-- at: rolled_back
UPDATE orders SET status = 'paused' WHERE id = 10;
