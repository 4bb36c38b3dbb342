CREATE INDEX visits_latest ON visits (at DESC, page);
ALTER TABLE pages ADD KEY pages_best (rank_no DESC, name), ADD KEY pages_hidden (name DESC) IGNORED, ALTER INDEX pages_name IGNORED, COMMENT = 'it''s ranked';
