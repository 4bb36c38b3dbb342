-- at: expanded
INSERT INTO events VALUES (210, 1, 'a'), (211, 12, 'c');
-- fails
INSERT INTO events VALUES (211, 12, 'c');
-- at: contracted
INSERT INTO events VALUES (220, 13, 'a');
