-- at: contracted
INSERT INTO inbox (id, content) VALUES (2, 'second');
