ALTER TABLE posts DROP CONSTRAINT posts_title, DROP CONSTRAINT posts_user, DROP CONSTRAINT posts_score;
