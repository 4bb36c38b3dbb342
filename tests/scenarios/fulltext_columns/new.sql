-- at: expanded
INSERT INTO notes (id, body, rank_no) VALUES (20, 'a fox of new code', 7);
-- at: backfilled
INSERT INTO posts (id, title, body, state) VALUES (20, 'new', 'fox and fox', 'public');
UPDATE notes SET rank_no = 8 WHERE id = 20;
-- at: contracted
DELETE FROM posts WHERE id = 1;
INSERT INTO notes (id, body) VALUES (21, 'the last fox');
