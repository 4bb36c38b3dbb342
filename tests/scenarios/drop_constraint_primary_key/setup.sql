CREATE TABLE posts (id INTEGER NOT NULL, user_id INTEGER, CONSTRAINT posts_pkey PRIMARY KEY (id));
INSERT INTO posts (id, user_id) VALUES (1, 1), (2, 2), (3, 3);
