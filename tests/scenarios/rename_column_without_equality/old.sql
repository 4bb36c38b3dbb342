-- at: expanded
UPDATE things SET j = '{"b":  1}', t = '("[1]",)', f = '0', n = 1.100 WHERE id = 1;
INSERT INTO things (id, j, x, p, t, v) VALUES (10, '1', '<o/>', '(0,0)', '("1",)', '{o}');
-- at: backfilled
UPDATE things SET x = '<c/>', p = '(5,6)', v = '[0:0]={b}' WHERE id = 2;
-- at: rolled_back
UPDATE things SET t = NULL, j = NULL WHERE id = 1;
