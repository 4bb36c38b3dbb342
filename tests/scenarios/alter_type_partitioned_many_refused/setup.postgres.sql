CREATE TABLE logs (id integer, day integer, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
DO $$ BEGIN FOR i IN 1..201 LOOP EXECUTE format('CREATE TABLE logs_%s PARTITION OF logs FOR VALUES FROM (%s) TO (%s)', i, i, i + 1); END LOOP; END $$;
