-- at: expanded
INSERT INTO people (id, first, last) VALUES (11, 'New', 'Code');
