-- at: expanded
INSERT INTO docs (id, title, author, pages) VALUES (10, 'Old', 'a', 1);
-- at: backfilled
INSERT INTO docs (id, title, author, pages) VALUES (11, 'Late', 'a', 2);
-- at: rolled_back
INSERT INTO docs (id, title, author, pages) VALUES (30, 'back', 'a', 1);
