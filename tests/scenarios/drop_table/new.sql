-- at: contracted
INSERT INTO teams (id) VALUES (2);
