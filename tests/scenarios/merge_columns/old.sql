-- at: expanded
INSERT INTO places (id, zip, city) VALUES (10, '20095', 'Hamburg');
INSERT INTO places (id, city) VALUES (11, 'Oldtown');
-- at: backfilled
UPDATE places SET city = 'Hamburg-Mitte' WHERE id = 10;
UPDATE places SET zip = '10117', city = 'Berlin-Mitte' WHERE id = 1;
-- at: rolled_back
INSERT INTO places (id, zip) VALUES (30, '12345');
