-- at: contracted
UPDATE orders SET number = 3000000000 WHERE id = 1;
-- fails
INSERT INTO numbers VALUES (12, -1);
