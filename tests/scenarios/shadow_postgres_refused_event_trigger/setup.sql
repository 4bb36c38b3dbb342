CREATE TABLE orders (id integer PRIMARY KEY, state text);
INSERT INTO orders VALUES (1, 'a');
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE FUNCTION decorate() RETURNS event_trigger LANGUAGE plpgsql AS $$
DECLARE
  made record;
BEGIN
  FOR made IN SELECT object_identity FROM pg_event_trigger_ddl_commands() WHERE schema_name = 'public' LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', made.object_identity);
    EXECUTE format('CREATE TRIGGER audited AFTER INSERT ON %s FOR EACH ROW EXECUTE FUNCTION note_change()', made.object_identity);
    EXECUTE format('GRANT SELECT ON %s TO PUBLIC', made.object_identity);
  END LOOP;
END $$;
CREATE EVENT TRIGGER decorated ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION decorate();
