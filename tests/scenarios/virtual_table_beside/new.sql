-- at: contracted
INSERT INTO notes VALUES (20, 'new words', 9);
