-- at: expanded
INSERT INTO notes VALUES (10, 'b');
UPDATE notes SET id = 71 WHERE body = 'a';
-- at: backfilled
INSERT INTO notes VALUES (11, 'a');
UPDATE notes SET id = 61 WHERE body = 'c';
-- at: rolled_back
-- settled
INSERT INTO notes VALUES (NULL, 'x');
-- settled
DELETE FROM notes WHERE body = 'x';
