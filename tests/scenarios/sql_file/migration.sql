-- description: Euros beside cents, by hand
-- migrate:expand
ALTER TABLE orders ADD COLUMN euros INTEGER;
CREATE TABLE order_log (id INTEGER PRIMARY KEY, what VARCHAR(20));
-- migrate:backfill table=orders
UPDATE orders SET euros = cents / 100 WHERE euros IS NULL AND {{batch}};
-- migrate:backfill
UPDATE orders SET note = 'none' WHERE note IS NULL;
-- migrate:contract
ALTER TABLE orders DROP COLUMN cents;
-- migrate:rollback
DROP TABLE order_log;
ALTER TABLE orders DROP COLUMN euros;
