-- at: expanded
INSERT INTO words VALUES (2, 'two');
-- at: backfilled
INSERT INTO words VALUES (3, 'three');
-- at: rolled_back
INSERT INTO words VALUES (31, 'back');
