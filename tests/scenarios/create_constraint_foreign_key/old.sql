-- at: expanded
INSERT INTO shops (id, country, code) VALUES (10, 'xx', NULL);
UPDATE shops SET country = 'de', code = 'be' WHERE id = 10;
-- at: backfilled
INSERT INTO shops (id, country, code) VALUES (11, 'xx', 'yy');
UPDATE shops SET country = NULL, code = NULL WHERE id = 11;
-- at: rolled_back
-- settled
INSERT INTO shops (id, country, code) VALUES (30, 'xx', 'yy');
-- settled
DELETE FROM shops WHERE id = 30;
