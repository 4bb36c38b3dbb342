-- at: expanded
UPDATE lots SET v = 10, email = 'e@x' WHERE id = 10;
-- at: contracted
INSERT INTO lots (id, v, email) VALUES (20, 20, 'f@x');
-- fails
INSERT INTO lots (id, v, email) VALUES (21, -1, 'g@x');
-- fails
INSERT INTO lots (id, v, email) VALUES (22, 1, 'F@X');
