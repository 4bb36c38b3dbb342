-- at: rolled_back
INSERT INTO visits VALUES (3, 'after');
