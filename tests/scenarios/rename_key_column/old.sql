-- at: before
INSERT INTO stock (warehouse, code, units) VALUES (2, 'bolt', 1);
-- at: expanded
INSERT INTO stock (warehouse, code, units) VALUES (3, 'nut', 2);
UPDATE stock SET code = 'screw' WHERE warehouse = 1 AND code = 'bolt';
-- fails
INSERT INTO stock (warehouse, code, units) VALUES (1, 'nut', 2);
-- at: backfilled
UPDATE stock SET units = 0 WHERE code = 'nut';
-- at: rolled_back
INSERT INTO stock (warehouse, code, units) VALUES (5, 'nut', 2);
