-- at: expanded
INSERT INTO shops (id, name) VALUES (100, 'Old');
UPDATE shops SET name = 'Corner' WHERE id = 1;
-- at: backfilled
INSERT INTO shops (id, name) VALUES (110, 'Old');
UPDATE regions SET code = 'uptown' WHERE id = 3;
DELETE FROM shops WHERE id = 3;
-- fails
DELETE FROM regions WHERE code = 'south';
-- at: rolled_back
INSERT INTO shops (id, name) VALUES (130, 'Back');
-- settled
DELETE FROM regions WHERE id = 2;
