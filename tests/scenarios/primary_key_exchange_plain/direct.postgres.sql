ALTER TABLE visits DROP CONSTRAINT visits_old, ADD CONSTRAINT visits_pk PRIMARY KEY (page, id);
