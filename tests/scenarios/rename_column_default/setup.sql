CREATE TABLE tickets (
  id INTEGER PRIMARY KEY,
  status VARCHAR(20) NOT NULL DEFAULT 'new',
  priority INTEGER DEFAULT 3
);
INSERT INTO tickets (id, status, priority) VALUES (1, 'open', 1), (2, 'new', NULL), (3, 'closed', 3);
