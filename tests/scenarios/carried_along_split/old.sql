-- at: expanded
INSERT INTO people (id, name) VALUES (10, 'Old Code');
