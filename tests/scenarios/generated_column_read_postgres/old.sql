-- at: expanded
INSERT INTO typed (id, a, word) VALUES (10, 7, 'seven');
UPDATE typed SET n = 'seen' WHERE id = 1;
INSERT INTO ruled (id, a) VALUES (10, -7);
UPDATE ruled SET n = 'seen' WHERE id = 1;
INSERT INTO filled (id, a) VALUES (10, 7);
UPDATE filled SET n = 'seen' WHERE id = 2;
INSERT INTO cut (id, a, name) VALUES (10, 7, 'z');
UPDATE cut SET name = 'xx' WHERE id = 1;
UPDATE needed SET n = 'seen' WHERE id = 1;
INSERT INTO needed (id, a) VALUES (10, 7);
-- at: backfilled
UPDATE needed SET n = 'again' WHERE id IN (1, 2);
INSERT INTO needed (id, a) VALUES (11, 8);
UPDATE typed SET n = 'again' WHERE id IN (2, 10);
UPDATE typed SET a = 8 WHERE id = 10;
UPDATE ruled SET a = -9 WHERE id = 1;
INSERT INTO filled (id, a) VALUES (11, 8);
UPDATE cut SET name = 'yy' WHERE id = 2;
-- at: rolled_back
INSERT INTO typed (id, a, word) VALUES (30, 7, 'back');
