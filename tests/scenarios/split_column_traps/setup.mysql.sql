CREATE TABLE `odd ``table` (
  id INTEGER PRIMARY KEY,
  `the name` VARCHAR(60) CHARACTER SET utf8mb3 NOT NULL,
  code INTEGER UNIQUE,
  seen INTEGER NOT NULL DEFAULT 1
) CHARACTER SET latin1 ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;
CREATE TRIGGER trims BEFORE UPDATE ON `odd ``table` FOR EACH ROW SET NEW.seen = 1;
INSERT INTO `odd ``table` (id, `the name`, code) VALUES
  (1, 'Édith Piaf', 1), (2, 'Jo Li', 2), (3, 'nobody x', 3), (4, 'Old Four', 4), (5, 'Old Five', 5);
CREATE TABLE tickets (id INTEGER PRIMARY KEY, area ENUM('hall', 'stage') NOT NULL DEFAULT 'stage', size DECIMAL(6,2));
INSERT INTO tickets VALUES (1, 'hall', 1.50), (2, 'stage', 2.00);
