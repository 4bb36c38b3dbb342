-- at: expanded
INSERT INTO visits (id, visitor, page) VALUES (10, 1, '/old');
-- at: backfilled
UPDATE visits SET page = '/index' WHERE id = 1;
-- at: quarantined
-- fails
INSERT INTO visits (id, visitor, page) VALUES (11, 1, '/nobody');
-- at: rolled_back
INSERT INTO visits (id, visitor, page) VALUES (12, 2, '/after');
