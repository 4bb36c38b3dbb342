CREATE TABLE events (id bigint, day date, place integer, PRIMARY KEY (id, day, place));
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE FUNCTION dated() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN NEW.day := current_date; RETURN NEW; END $$;
CREATE TRIGGER events_seen AFTER INSERT ON events REFERENCING NEW TABLE AS made FOR EACH ROW EXECUTE FUNCTION note();
CREATE TRIGGER events_dated BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION dated();
CREATE PUBLICATION told FOR TABLE events;
ALTER TABLE events CLUSTER ON events_pkey;
CREATE UNIQUE INDEX events_told ON events (place, day, id);
ALTER TABLE events REPLICA IDENTITY USING INDEX events_told;
