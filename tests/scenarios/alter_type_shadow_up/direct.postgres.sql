ALTER TABLE parts ALTER COLUMN size TYPE int USING 1;
COMMENT ON COLUMN parts.size IS 'in centimetres';
