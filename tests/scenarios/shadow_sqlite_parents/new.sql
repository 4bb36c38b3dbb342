-- at: contracted
DELETE FROM orders WHERE id = 2;
DELETE FROM buyers WHERE id = 2;
-- fails
DELETE FROM buyers WHERE id = 1;
-- fails
UPDATE orders SET before_it = 99;
