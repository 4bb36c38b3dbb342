-- at: expanded
INSERT INTO pages (id) VALUES (20);
-- at: contracted
UPDATE pages SET note = 'contracted' WHERE id = 2;
INSERT INTO pages (id) VALUES (21);
