-- at: expanded
DELETE FROM words WHERE word = 'cafe' AND note = 'no accent';
-- at: backfilled
INSERT INTO words VALUES ('nouveau', 'fr', 'new');
UPDATE words SET note = 'é' WHERE word = 'nouveau';
-- at: contracted
INSERT INTO words VALUES ('日本', 'ja', '語');
