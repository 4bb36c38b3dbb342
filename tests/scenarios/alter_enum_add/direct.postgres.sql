ALTER TYPE order_status ADD VALUE 'packed' BEFORE 'sent';
ALTER TYPE order_status ADD VALUE 'weighed' AFTER 'packed';
ALTER TYPE order_status ADD VALUE 'returned';
COMMIT;
BEGIN;
ALTER TABLE orders ADD COLUMN before order_status DEFAULT 'weighed';
COMMIT;
