-- at: expanded
INSERT INTO tags VALUES (20, 'b', 20);
