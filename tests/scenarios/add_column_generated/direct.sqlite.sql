ALTER TABLE sales ADD COLUMN total integer GENERATED ALWAYS AS (price * quantity) VIRTUAL CONSTRAINT sales_total CHECK (total >= 0);
ALTER TABLE tags ADD COLUMN label varchar(20) GENERATED ALWAYS AS ('tag ' || id) VIRTUAL NOT NULL;
CREATE UNIQUE INDEX tags_label_key ON tags (label);
