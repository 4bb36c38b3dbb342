-- at: expanded
INSERT INTO orders VALUES (5, 12, 'b');
-- at: contracted
-- settled
INSERT INTO orders VALUES (6, 12, 'b');
