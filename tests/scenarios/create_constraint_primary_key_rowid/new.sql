-- at: expanded
INSERT INTO notes VALUES (20, 'n');
-- at: contracted
INSERT INTO notes (id, body) VALUES (21, 'later');
-- fails
INSERT INTO notes (id, body) VALUES (21, 'twice');
