-- at: contracted
INSERT INTO orders (id) VALUES (20);
INSERT INTO parts VALUES (20, 'large');
INSERT INTO cars VALUES (20, 'rot');
-- fails
INSERT INTO parts VALUES (21, 'medium');
-- fails
INSERT INTO cars VALUES (21, 'red');
