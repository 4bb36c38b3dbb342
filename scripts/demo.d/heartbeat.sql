-- What an application does to report itself (docs: release registry). One statement, no library.
INSERT INTO migrate_app_instance (app, instance, version, schema, ttl_ms, started_at, seen_at)
VALUES (:app, :instance, :version, :schema, 90000,
        strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
ON CONFLICT (app, instance) DO UPDATE SET version = excluded.version, schema = excluded.schema,
  ttl_ms = excluded.ttl_ms, seen_at = excluded.seen_at, retired = 0
