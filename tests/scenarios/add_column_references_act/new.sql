-- at: expanded
INSERT INTO shops (id, name, region, second) VALUES (20, 'new', 'w', 's');
-- at: contracted
-- settled
DELETE FROM regions WHERE code = 'w';
DELETE FROM regions WHERE code = 's' AND NOT EXISTS (SELECT 1 FROM shops WHERE region = 's');
UPDATE regions SET code = 'nn' WHERE code = 'n';
-- fails
INSERT INTO shops (id, name, region) VALUES (21, 'x', 'q');
