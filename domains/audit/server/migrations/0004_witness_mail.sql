COMMENT ON COLUMN "audit"."entries"."credential" IS 'How they were known: session, token, service (account) or none.';
