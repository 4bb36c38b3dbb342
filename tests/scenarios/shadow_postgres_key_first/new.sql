-- at: backfilled
INSERT INTO words VALUES ('f', 6, 'new') ON CONFLICT (id) DO NOTHING;
-- fails
INSERT INTO words VALUES ('g', 6, 'new');
-- at: contracted
DELETE FROM words WHERE id = 6;
