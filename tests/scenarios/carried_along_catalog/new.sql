-- at: contracted
INSERT INTO words VALUES (4, 'a word of more than twenty letters');
