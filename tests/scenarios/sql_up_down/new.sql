-- at: expanded
INSERT INTO notes (id, body) VALUES (1, 'hi');
-- at: contracted
INSERT INTO notes (id, body) VALUES (2, 'ho');
