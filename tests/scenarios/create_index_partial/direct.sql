CREATE UNIQUE INDEX jobs_open ON jobs (name) WHERE done = 0;
