CREATE TABLE notes (id INTEGER PRIMARY KEY, n INTEGER, words VARCHAR(50));
-- information_schema shows its strings without their escapes: MySQL all, MariaDB the backslashes.
CREATE TRIGGER notes_words BEFORE INSERT ON notes FOR EACH ROW SET NEW.words = CONCAT('it''s a\\b ', 'it''s ', NEW.n);
INSERT INTO notes (id, n) VALUES (1, 1);
