-- at: expanded
INSERT INTO sessions (id, token) VALUES (2, '00000000-0000-0000-0000-000000000002');
