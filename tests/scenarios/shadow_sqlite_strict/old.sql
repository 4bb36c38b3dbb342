-- at: expanded
REPLACE INTO marks VALUES ('NORTH', 1, 4), ('west', 1, 1);
DELETE FROM marks WHERE school = 'South';
-- at: backfilled
UPDATE OR REPLACE marks SET "pupil no" = 2 WHERE school = 'north' AND "pupil no" = 1;
INSERT OR IGNORE INTO marks VALUES ('east', 1, 6);
-- at: rolled_back
INSERT INTO marks VALUES ('back', 1, 9);
-- fails
INSERT INTO marks VALUES ('back', 2, 'text');
