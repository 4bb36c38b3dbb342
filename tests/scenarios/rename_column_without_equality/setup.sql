CREATE TYPE timestamps AS (made json, seen json);
CREATE TABLE things (id integer PRIMARY KEY, j json, x xml, p point, t timestamps,
  v varchar(20)[], f float8, n numeric, c char(4));
INSERT INTO things VALUES
  (1, '{"a": 1,  "a": 2}', '<a/>', '(1,2)', '("{}","[]")', '{a,NULL}', '-0', 1.10, 'a'),
  (2, 'null', '<b/>', NULL, '(,)', '{}', 'NaN', 'NaN', 'b'),
  (3, NULL, NULL, '(3,4)', NULL, '[2:3]={a,b}', '0', 0.00, NULL);
