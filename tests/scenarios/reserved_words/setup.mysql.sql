CREATE TABLE `order` (`key` INTEGER PRIMARY KEY, `group` INTEGER NOT NULL DEFAULT 1, `end` INTEGER, CONSTRAINT `check` CHECK (`group` > 0));
CREATE INDEX `index` ON `order` (`group`, `end`);
INSERT INTO `order` (`key`, `group`, `end`) VALUES (1, 1, NULL), (2, 2, 5);
CREATE TABLE `table` (`primary` INTEGER PRIMARY KEY, `select` VARCHAR(20) NOT NULL, `from` INTEGER);
CREATE INDEX `values` ON `table` (`select`);
INSERT INTO `table` (`primary`, `select`) VALUES (1, 'a'), (2, 'b');
CREATE TABLE `user` (`column` INTEGER PRIMARY KEY, `by` VARCHAR(20));
INSERT INTO `user` (`column`, `by`) VALUES (1, 'Ada'), (2, NULL);
