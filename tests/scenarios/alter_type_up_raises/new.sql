-- at: expanded
INSERT INTO parts (id, code) VALUES (60, '60');
