-- at: expanded
INSERT INTO people (id, first, last) VALUES (11, 'New', 'Code');
-- at: contracted
INSERT INTO people (id, first, last) VALUES (21, 'Only', 'New');
