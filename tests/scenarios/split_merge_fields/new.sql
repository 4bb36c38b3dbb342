-- at: expanded
INSERT INTO people (id, first, last) VALUES (20, 'New', 'One');
INSERT INTO places (id, address) VALUES (20, '9 n');
-- at: contracted
-- settled
INSERT INTO people (id, first) VALUES (21, 'Only');
INSERT INTO places (id) VALUES (21);
