-- at: expanded
INSERT INTO parts (id, code, size) VALUES (20, 'twenty', 20);
INSERT INTO parts (id, code) VALUES (21, '21');
UPDATE parts SET code = 'two' WHERE id = 2;
-- fails
INSERT INTO parts (id, code) VALUES (22, 'twenty-two');
INSERT INTO spans (id, size) VALUES (20, '6x7');
UPDATE spans SET size = 'wide' WHERE id = 20;
-- fails
INSERT INTO spans (id, size) VALUES (21, 'none');
-- at: contracted
INSERT INTO people (id, email, local) VALUES (23, 'x', 'y');
