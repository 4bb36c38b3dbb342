CREATE SEQUENCE codes START 11 INCREMENT 2;
CREATE TABLE orders (
  id integer GENERATED ALWAYS AS IDENTITY (START WITH 10 INCREMENT BY 5 MAXVALUE 5000 CYCLE) PRIMARY KEY,
  number serial,
  code integer DEFAULT nextval('codes'),
  state text
);
COMMENT ON SEQUENCE orders_id_seq IS 'fives';
GRANT USAGE ON SEQUENCE orders_id_seq TO pg_monitor WITH GRANT OPTION;
COMMENT ON SEQUENCE orders_number_seq IS 'numbers';
GRANT SELECT ON SEQUENCE orders_number_seq TO pg_monitor;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO pg_read_all_settings;
INSERT INTO orders (state) VALUES ('a'), ('b'), ('c');
