CREATE TABLE projects (
  id INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  name TEXT NOT NULL DEFAULT 'main',
  note TEXT,
  UNIQUE (tenant, name)
);
INSERT INTO projects VALUES (1, 1, 'main', 'precious'), (2, 2, 'main', NULL);
