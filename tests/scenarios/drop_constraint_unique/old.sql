-- at: expanded
INSERT INTO posts (id, slug) VALUES (10, 'ten');
-- at: backfilled
INSERT INTO posts (id, slug) VALUES (11, 'eleven');
-- at: rolled_back
INSERT INTO posts (id, slug) VALUES (30, 'back');
-- fails
INSERT INTO posts (id, slug) VALUES (32, 'back');
