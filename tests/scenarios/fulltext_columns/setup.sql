CREATE TABLE posts (id INT NOT NULL PRIMARY KEY, title VARCHAR(100) NOT NULL, body TEXT, KEY posts_title (title), FULLTEXT KEY posts_body (body));
CREATE TABLE notes (id INT NOT NULL PRIMARY KEY, body TEXT, tag VARCHAR(20), rank_no INT NOT NULL DEFAULT 0, KEY notes_rank (rank_no), UNIQUE KEY notes_tag (tag, id), FULLTEXT KEY notes_both (body, tag), FULLTEXT KEY notes_body (body));
INSERT INTO posts VALUES (1, 'first', 'the quick brown fox'), (2, 'second', 'a lazy dog');
INSERT INTO notes VALUES (1, 'the quick brown fox', 'animal', 1), (2, 'a lazy dog', 'animal', 2);
