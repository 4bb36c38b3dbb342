-- at: backfilled
DELETE FROM notes WHERE id = 1;
DELETE FROM places WHERE id = 1;
-- at: contracted
INSERT INTO notes VALUES (20, 'new fox', 'e');
