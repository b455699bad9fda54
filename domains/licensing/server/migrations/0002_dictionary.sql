COMMENT ON TABLE "licensing"."plans" IS 'What an organisation may use, one row each.';
--> statement-breakpoint
COMMENT ON COLUMN "licensing"."plans"."organisation_id" IS 'The organisation.';
--> statement-breakpoint
COMMENT ON COLUMN "licensing"."plans"."name" IS 'Name of the plan.';
--> statement-breakpoint
COMMENT ON COLUMN "licensing"."plans"."seats" IS 'People who may belong to it; empty: no limit.';
--> statement-breakpoint
COMMENT ON COLUMN "licensing"."plans"."storage_bytes" IS 'Bytes it may store; empty: no limit.';
--> statement-breakpoint
COMMENT ON COLUMN "licensing"."plans"."since" IS 'Since when the plan holds.';
