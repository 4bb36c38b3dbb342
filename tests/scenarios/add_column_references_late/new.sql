-- at: expanded
INSERT INTO shops (id, name, region, second) VALUES (20, 'new', 'w', 's');
-- at: backfilled
INSERT INTO shops (id, name, region, second) VALUES (22, 'newer', 'n', 'w');
-- at: contracted
-- settled
DELETE FROM regions WHERE code = 'w';
-- settled
UPDATE regions SET code = 'nn' WHERE code = 'n';
-- fails
INSERT INTO shops (id, name, region) VALUES (21, 'x', 'q');
