ALTER TABLE books RENAME COLUMN author TO author_id;
