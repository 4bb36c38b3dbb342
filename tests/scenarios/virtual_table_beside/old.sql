-- at: expanded
INSERT INTO notes VALUES (10, 'old words', '8');
-- at: backfilled
UPDATE notes SET title = 'other words' WHERE id = 2;
DELETE FROM notes WHERE id = 1;
