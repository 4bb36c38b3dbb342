-- at: backfilled
UPDATE by_latin SET name = 'Ñ' WHERE v = 3;
UPDATE by_name SET v = 20 WHERE name = 'EMILE';
UPDATE by_stamp SET v = 30 WHERE at = '2020-05-05 10:00:00.000002';
REPLACE INTO by_unique VALUES ('a', 0.00, 33);
-- at: contracted
UPDATE by_negative SET v = 3000000000 WHERE part = 127;
