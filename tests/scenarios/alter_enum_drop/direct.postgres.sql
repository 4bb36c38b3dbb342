CREATE TYPE order_status_2 AS ENUM ('new', 'shipped');
ALTER TABLE orders ALTER COLUMN status DROP DEFAULT;
ALTER TABLE orders ALTER COLUMN status TYPE order_status_2 USING 'new';
ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'new'::order_status_2;
DROP TYPE order_status;
ALTER TYPE order_status_2 RENAME TO order_status;
