-- at: expanded
INSERT INTO shops (id, name, region, second) VALUES (20, 'new', 'w', 's');
-- at: contracted
-- settled
DELETE FROM regions WHERE code = 'w';
-- settled
DELETE FROM regions WHERE code = 's' AND NOT EXISTS (SELECT 1 FROM shops WHERE region = 's');
-- settled
UPDATE regions SET code = 'nn' WHERE code = 'n';
-- fails
INSERT INTO shops (id, name, region) VALUES (21, 'x', 'q');
