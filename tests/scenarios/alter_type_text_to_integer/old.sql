-- at: expanded
INSERT INTO parts (id, code) VALUES (10, '10');
INSERT INTO parts (id, code) VALUES (11, 'not a number');
UPDATE parts SET code = 'neither' WHERE id = 3;
UPDATE parts SET code = '11' WHERE id = 11;
UPDATE parts SET code = '33' WHERE id = 3;
INSERT INTO boxes (id, size) VALUES (10, 'big');
INSERT INTO boxes (id) VALUES (11);
UPDATE boxes SET size = 'small' WHERE id = 11;
-- at: backfilled
INSERT INTO parts (id) VALUES (12);
UPDATE parts SET code = 'wrong' WHERE id = 1;
UPDATE parts SET code = '111' WHERE id = 1;
INSERT INTO boxes (id) VALUES (12);
-- at: rolled_back
INSERT INTO parts (id, code) VALUES (30, '30');
INSERT INTO boxes (id, size) VALUES (30, 'small');
