-- at: expanded
INSERT INTO words VALUES ('élan', 'fr', 'old');
UPDATE words SET word = 'Zebra' WHERE word = 'zebra';
UPDATE words SET note = 'ß' WHERE word = 'Straße';
-- at: backfilled
INSERT INTO words VALUES ('ñu', 'es', 'older');
UPDATE words SET word = 'CAFÉ' WHERE word = 'café' AND note = 'small';
-- at: rolled_back
INSERT INTO words VALUES ('ü', 'de', NULL);
