-- at: expanded
INSERT INTO shops (id, country, code) VALUES (20, 'de', 'by');
-- at: contracted
INSERT INTO shops (id, country, code) VALUES (21, 'de', 'by');
-- settled
DELETE FROM regions WHERE code = 'be';
-- fails
INSERT INTO shops (id, country, code) VALUES (22, 'xx', 'yy');
-- fails
INSERT INTO shops (id, country, code) VALUES (23, 'de', NULL);
