-- at: expanded
UPDATE tags SET title = 'Grace' WHERE id = 2;
INSERT INTO tags (id, title) VALUES (20, 'new');
UPDATE tags SET title = 'NEW' WHERE id = 20;
-- at: backfilled
UPDATE tags SET title = 'Linus' WHERE id = 3;
-- at: contracted
UPDATE tags SET title = 'Edsger' WHERE id = 4;
