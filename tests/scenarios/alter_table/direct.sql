ALTER TABLE people MODIFY score BIGINT, MODIFY name VARCHAR(300) NOT NULL DEFAULT 'nobody', ADD KEY people_boss_score (score, boss);
