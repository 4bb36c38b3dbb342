-- at: contracted
-- settled
INSERT INTO parts (id, note) VALUES (20, 'new');
