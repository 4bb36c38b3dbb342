-- at: expanded
INSERT INTO docs (id, title, author, tags) VALUES (20, 'New', 'a', '{1,2}');
-- fails
INSERT INTO docs (id, title, author) VALUES (21, 'ONE', 'a');
-- at: contracted
INSERT INTO docs (id, title, author) VALUES (40, 'one', NULL);
