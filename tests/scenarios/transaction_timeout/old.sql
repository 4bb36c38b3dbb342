-- at: expanded
INSERT INTO notes VALUES (2, $$b$$);
-- at: rolled_back
INSERT INTO notes VALUES (4, $$d$$);
