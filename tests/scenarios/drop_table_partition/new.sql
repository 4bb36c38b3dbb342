-- at: contracted
INSERT INTO events VALUES (20, 12);
