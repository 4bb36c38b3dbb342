CREATE TABLE posts (id INT NOT NULL PRIMARY KEY, title VARCHAR(100) NOT NULL, body TEXT, KEY posts_title (title), FULLTEXT KEY posts_both (title, body));
INSERT INTO posts VALUES (1, 'first', 'the quick brown fox'), (2, 'second', 'a lazy dog');
