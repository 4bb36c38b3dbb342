-- at: expanded
UPDATE letters SET body = 'new' WHERE id = 2;
-- at: contracted
INSERT INTO letters (id) VALUES (20);
-- fails
UPDATE letters SET body = repeat('y', 41) WHERE id = 3;
