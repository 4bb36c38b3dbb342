-- migrate:description Keep each order's total; discounts are gone
-- migrate:engines postgres, mysql, mariadb, sqlite

-- migrate:expand
ALTER TABLE orders ADD COLUMN total_cents bigint;

-- migrate:backfill table=orders
UPDATE orders SET total_cents = quantity * price_cents WHERE total_cents IS NULL AND {{batch}};

-- migrate:contract
ALTER TABLE orders DROP COLUMN discount;

-- migrate:rollback
ALTER TABLE orders DROP COLUMN total_cents;
