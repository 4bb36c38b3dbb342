-- at: expanded
INSERT INTO notes VALUES (2, $$b$$);
-- at: backfilled
INSERT INTO notes VALUES (3, $$c$$);
-- at: rolled_back
INSERT INTO notes VALUES (4, $$d$$);
