ALTER TABLE sales ADD COLUMN total integer GENERATED ALWAYS AS (price * quantity) STORED CONSTRAINT sales_total CHECK (total >= 0);
ALTER TABLE tags ADD COLUMN label varchar(20) NOT NULL GENERATED ALWAYS AS ('tag ' || id::text) STORED UNIQUE;
COMMENT ON COLUMN sales.total IS 'never written';
