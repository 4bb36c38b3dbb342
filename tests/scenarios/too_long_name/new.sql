-- at: expanded
INSERT INTO users (id, nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn) VALUES (20, 'new');
