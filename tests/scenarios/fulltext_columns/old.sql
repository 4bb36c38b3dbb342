-- at: expanded
INSERT INTO posts (id, title, body) VALUES (10, 'old', 'another fox');
INSERT INTO notes (id, body, tag) VALUES (10, 'another fox', 'old');
-- at: backfilled
UPDATE posts SET body = 'foxes sleep' WHERE id = 2;
UPDATE notes SET tag = 'dog', body = 'no fox' WHERE id = 2;
-- at: rolled_back
INSERT INTO posts (id, title) VALUES (30, 'back');
INSERT INTO notes (id, tag) VALUES (30, 'back');
