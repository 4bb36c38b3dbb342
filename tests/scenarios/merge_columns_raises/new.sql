-- at: expanded
INSERT INTO spans (id, size) VALUES (20, '6x7');
UPDATE spans SET size = 'wide' WHERE id = 20;
-- fails
INSERT INTO spans (id, size) VALUES (21, 'none');
-- at: contracted
-- settled
INSERT INTO spans (id, size) VALUES (22, 'any');
