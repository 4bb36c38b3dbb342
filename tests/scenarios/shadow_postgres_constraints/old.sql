-- at: expanded
INSERT INTO orders VALUES (10, 10, '[100,110)', 'old');
-- They change places, in one transaction of a statement.
UPDATE orders SET during = CASE id WHEN 1 THEN '[20,30)' ELSE '[1,10)' END::int4range, state = 'moved' WHERE id IN (1, 3);
-- at: backfilled
UPDATE orders SET state = 'older' WHERE id = 10;
-- fails
INSERT INTO orders VALUES (11, 11, '[105,106)', 'twice');
-- fails
INSERT INTO orders VALUES (11, 10, '[200,210)', 'twice');
-- fails
INSERT INTO orders VALUES (11, 11, '[200,210)', 'a word that is too long');
-- at: rolled_back
INSERT INTO orders VALUES (31, 31, '[300,310)', 'back');
-- fails
INSERT INTO orders VALUES (32, 32, '[300,310)', 'twice');
-- fails
UPDATE orders SET place = 4 WHERE id = 2;
