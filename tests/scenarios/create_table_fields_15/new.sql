-- at: expanded
INSERT INTO keys (id, house, room) VALUES (1, 1, 2);
-- fails
INSERT INTO keys (id, house, room) VALUES (2, 1, 1);
-- at: contracted
DELETE FROM rooms WHERE id = 2;
