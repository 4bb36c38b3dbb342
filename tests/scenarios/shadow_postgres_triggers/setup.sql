CREATE TABLE orders (id integer PRIMARY KEY, state text, changed integer NOT NULL DEFAULT 0);
CREATE TABLE notes (of integer, what text);
CREATE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN NEW.changed := NEW.changed + 1; RETURN NEW; END $$;
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN INSERT INTO notes VALUES (OLD.id, TG_OP); RETURN NULL; END $$;
CREATE FUNCTION note_all() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN INSERT INTO notes SELECT id, TG_OP FROM made; RETURN NULL; END $$;
INSERT INTO orders VALUES (1, 'kept'), (2, 'b'), (3, 'c');
CREATE TRIGGER orders_count BEFORE INSERT OR UPDATE OF state ON orders
  FOR EACH ROW WHEN (NEW.state <> 'quiet') EXECUTE FUNCTION count_change();
COMMENT ON TRIGGER orders_count ON orders IS 'how often';
CREATE CONSTRAINT TRIGGER orders_gone AFTER DELETE ON orders DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION note();
CREATE TRIGGER orders_made AFTER INSERT ON orders REFERENCING NEW TABLE AS made
  FOR EACH STATEMENT EXECUTE FUNCTION note_all();
ALTER TABLE orders ENABLE ALWAYS TRIGGER orders_made;
CREATE TRIGGER orders_off AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION note();
ALTER TABLE orders DISABLE TRIGGER orders_off;
CREATE TRIGGER orders_replica AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION note();
ALTER TABLE orders ENABLE REPLICA TRIGGER orders_replica;
-- Its action takes ROW EXCLUSIVE on notes when it is made.
CREATE RULE orders_told AS ON INSERT TO orders DO ALSO INSERT INTO notes VALUES (new.id, 'by a rule');
COMMENT ON RULE orders_told ON orders IS 'tells notes';
CREATE RULE orders_kept AS ON DELETE TO orders WHERE old.state = 'kept' DO INSTEAD NOTHING;
CREATE RULE orders_no_rule AS ON UPDATE TO orders DO INSTEAD NOTHING;
ALTER TABLE orders DISABLE RULE orders_no_rule;
