-- at: expanded
UPDATE things SET new_j = '[ ]', new_v = '[1:2]={a,b}', new_f = '-0', new_n = 0.000 WHERE id = 3;
INSERT INTO things (id, new_j, new_x, new_p, new_t, new_v) VALUES (20, '2', '<n/>', '(1,1)', '("2",)', '{n}');
-- at: backfilled
UPDATE things SET new_t = '("3","4")', new_p = NULL, new_c = 'cc ' WHERE id = 20;
-- at: contracted
UPDATE things SET new_t = NULL, new_x = NULL WHERE id = 1;
