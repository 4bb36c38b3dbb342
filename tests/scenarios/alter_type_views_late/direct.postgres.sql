DROP VIEW sum_of_values;
DROP VIEW values_here;
ALTER TABLE readings ALTER COLUMN value TYPE integer USING value::integer;
CREATE VIEW values_here AS
  SELECT a.id, a.value::numeric + 0.5 AS value, b.place FROM readings a JOIN readings b USING (id);
COMMENT ON COLUMN values_here.value IS 'rounded up';
GRANT SELECT ON values_here TO pg_monitor;
CREATE VIEW sum_of_values WITH (security_barrier = true) AS
  SELECT v.place, sum(v.value) AS total FROM values_here v CROSS JOIN (SELECT 1 AS one) o GROUP BY v.place;
GRANT SELECT (total) ON sum_of_values TO pg_monitor WITH GRANT OPTION;
ALTER VIEW sum_of_values OWNER TO pg_monitor;
