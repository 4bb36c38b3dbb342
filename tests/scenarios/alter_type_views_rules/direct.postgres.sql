DROP RULE checked_delete ON checked_codes;
DROP VIEW checked_twice;
DROP VIEW checked_codes;
DROP VIEW one_more;
ALTER TABLE parts ALTER COLUMN code TYPE bigint;
CREATE VIEW checked_codes WITH (check_option = local) AS SELECT id, code FROM parts WHERE code > 0;
CREATE VIEW checked_twice AS SELECT k.code FROM checked_codes k CROSS JOIN (SELECT 1 AS one) o;
CREATE RULE checked_delete AS ON DELETE TO checked_codes DO INSTEAD
  UPDATE parts SET code = (SELECT max(t.code) + 1 FROM checked_twice t) WHERE id = old.id;
CREATE VIEW one_more AS SELECT n.n FROM generate_series(1, 3) AS n (n) CROSS JOIN (SELECT 1 AS one) o;
CREATE RULE one_more_insert AS ON INSERT TO one_more DO INSTEAD INSERT INTO parts (id, code) VALUES (new.n, 100);
