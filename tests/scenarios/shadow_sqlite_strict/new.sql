-- at: contracted
-- settled
INSERT INTO marks VALUES ('new', 1, 'all');
-- fails
INSERT INTO marks VALUES ('NEW', 1, 'all');
