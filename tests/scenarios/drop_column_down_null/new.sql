-- at: expanded
INSERT INTO users (id, nick) VALUES (20, 'New');
UPDATE users SET nick = NULL WHERE id = 20;
INSERT INTO parts (id, name) VALUES (20, NULL);
INSERT INTO parts (id, name) VALUES (21, 'Screw');
-- at: backfilled
UPDATE parts SET name = 'Washer' WHERE id = 21;
-- fails
INSERT INTO users (id, nick) VALUES (22, NULL);
-- at: contracted
INSERT INTO users (id, nick) VALUES (23, NULL);
INSERT INTO parts (id, name) VALUES (23, NULL);
