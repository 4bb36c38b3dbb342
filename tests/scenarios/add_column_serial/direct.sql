ALTER TABLE parcels
  ADD COLUMN number bigserial UNIQUE,
  ADD COLUMN place serial,
  ADD COLUMN lane smallserial CONSTRAINT parcels_lane CHECK (lane > 0);
COMMENT ON COLUMN parcels.number IS 'on the label';
GRANT USAGE ON SEQUENCE parcels_number_seq, parcels_place_seq, parcels_lane_seq TO pg_monitor;
