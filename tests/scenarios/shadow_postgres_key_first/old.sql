-- at: expanded
UPDATE words SET word = 'bb', note = 'a' WHERE id = 2;
INSERT INTO words VALUES ('d', 4, 'old') ON CONFLICT (word) DO NOTHING;
-- at: backfilled
UPDATE words SET id = 30, word = 'cc' WHERE word = 'c';
DELETE FROM words WHERE word = 'a';
-- at: rolled_back
-- settled
INSERT INTO words VALUES ('e', 4, 'twice');
DELETE FROM words WHERE word = 'e';
