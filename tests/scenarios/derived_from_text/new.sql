-- at: expanded
UPDATE notes SET title = 'aa', body = 'changed a lot' WHERE id = 1;
UPDATE notes SET title = 'bb', body = 'changed too' WHERE id = 2;
INSERT INTO notes (id, title, body) VALUES (10, 'j', 'quite a new one');
UPDATE letters SET rest = 'Lovelace' WHERE id = 1;
-- at: backfilled
UPDATE letters SET title = 'new', start = 'bye' WHERE id = 3;
-- at: contracted
UPDATE posts SET words = 0 WHERE id = 1;
