-- at: expanded
INSERT INTO parts (id, code, size) VALUES (10, '10', 'big');
INSERT INTO parts (id, code) VALUES (11, 'not a number');
UPDATE parts SET code = 'neither' WHERE id = 3;
UPDATE parts SET size = 'small' WHERE id = 11;
UPDATE parts SET code = '11' WHERE id = 11;
UPDATE parts SET code = '33' WHERE id = 3;
-- at: backfilled
INSERT INTO parts (id) VALUES (12);
UPDATE parts SET code = 'wrong' WHERE id = 1;
UPDATE parts SET code = '111' WHERE id = 1;
-- at: rolled_back
INSERT INTO parts (id, code) VALUES (30, '30');
