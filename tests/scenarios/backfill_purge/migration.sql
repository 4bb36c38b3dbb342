-- migrate:description Events of the last century go

-- migrate:backfill table=events key=number
DELETE FROM events WHERE {{batch}} AND created < 100;
