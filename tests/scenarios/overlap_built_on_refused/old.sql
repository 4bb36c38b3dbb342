-- at: expanded
INSERT INTO t VALUES (10, 2, 3);
