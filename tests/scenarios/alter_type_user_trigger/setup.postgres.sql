CREATE TABLE counters (id integer PRIMARY KEY, hits integer NOT NULL, seen integer, note text);
CREATE FUNCTION remember() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  previous counters.hits%TYPE;
BEGIN
  previous := NEW.hits;
  NEW.seen := previous - 1;
  RETURN NEW;
END $$;
CREATE TRIGGER remember BEFORE INSERT OR UPDATE ON counters FOR EACH ROW EXECUTE FUNCTION remember();
INSERT INTO counters (id, hits) VALUES (1, 1), (2, 2);
