-- at: contracted
-- settled
INSERT INTO runs (id, "END", time, low) VALUES (21, 9, 30, 3);
-- fails
INSERT INTO runs (id, time, low) VALUES (22, 1, 2);
