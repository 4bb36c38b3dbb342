-- at: expanded
INSERT INTO orders VALUES (20, 'shipped');
-- at: contracted
INSERT INTO orders VALUES (30, 'shipped');
