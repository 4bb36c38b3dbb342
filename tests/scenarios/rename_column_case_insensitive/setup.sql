CREATE TABLE tags (id INTEGER PRIMARY KEY, label VARCHAR(50) COLLATE NOCASE NOT NULL);
INSERT INTO tags (id, label) VALUES (1, 'ada'), (2, 'Grace'), (3, 'LINUS'), (4, 'edsger');
