ALTER TABLE runs ADD CONSTRAINT runs_own CHECK (low=0 Or time>low And time=time);
ALTER TABLE runs ALTER COLUMN "END" TYPE bigint USING "END" * 10;
