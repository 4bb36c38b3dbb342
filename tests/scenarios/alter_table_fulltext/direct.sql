ALTER TABLE posts ADD FULLTEXT KEY posts_body (body), COMMENT = 'searchable', MODIFY body TEXT;
