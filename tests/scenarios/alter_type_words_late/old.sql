-- at: expanded
INSERT INTO runs (id, "END", time, low) VALUES (10, 6, 5, 2);
