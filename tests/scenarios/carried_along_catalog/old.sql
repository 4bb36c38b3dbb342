-- at: expanded
INSERT INTO words VALUES (2, 'two');
