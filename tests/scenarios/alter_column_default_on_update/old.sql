-- at: expanded
UPDATE pages SET note = 'expanded' WHERE id = 1;
INSERT INTO pages (id) VALUES (10);
-- at: rolled_back
UPDATE pages SET note = 'rolled back' WHERE id = 3;
INSERT INTO pages (id) VALUES (30);
