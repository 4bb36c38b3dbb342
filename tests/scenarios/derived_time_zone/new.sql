-- at: contracted
INSERT INTO stamps (id, at) VALUES (20, '2024-07-01 03:00:00');
