-- at: expanded
INSERT INTO cut (id, a, first, second) VALUES (20, 1, 'a', 'b');
-- at: contracted
INSERT INTO typed (id, a, word) VALUES (21, 1, 1);
