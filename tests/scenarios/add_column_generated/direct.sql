ALTER TABLE lines
  ADD COLUMN total numeric(12, 2) GENERATED ALWAYS AS (price * quantity) STORED
    CONSTRAINT lines_total CHECK (total >= 0),
  ADD COLUMN label varchar(20) NOT NULL GENERATED ALWAYS AS ('line ' || id::text) STORED UNIQUE;
COMMENT ON COLUMN lines.total IS 'never written';
