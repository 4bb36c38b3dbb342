CREATE TABLE users (id integer PRIMARY KEY, name varchar(10), nick varchar(10), said text);
CREATE FUNCTION say() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was users.nick%TYPE;
BEGIN
  was := NEW.nick;
  IF NEW.name <> 'nobody' THEN
    NEW.said := NEW.name || ' ' || was;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER say BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION say();
