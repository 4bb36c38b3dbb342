ALTER TABLE posts DROP FOREIGN KEY posts_user;
ALTER TABLE posts DROP CONSTRAINT posts_stars;
ALTER TABLE users DROP INDEX users_name;
