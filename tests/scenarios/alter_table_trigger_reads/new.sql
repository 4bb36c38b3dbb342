-- at: contracted
INSERT INTO votes (id, n, weight) VALUES (5, 5, 6);
