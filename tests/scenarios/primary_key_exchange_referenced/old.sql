-- at: expanded
INSERT INTO sessions (id, token) VALUES (1, '00000000-0000-0000-0000-000000000001');
