CREATE TABLE order_lines_new (id integer PRIMARY KEY, item integer CONSTRAINT lines_item REFERENCES items (id) ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, amount integer NOT NULL DEFAULT 1);
DROP TABLE order_lines;
ALTER TABLE order_lines_new RENAME TO order_lines;
