-- at: expanded
UPDATE parts SET code = 'still not' WHERE id = 33;
INSERT INTO parts (id, code) VALUES (50, '50');
