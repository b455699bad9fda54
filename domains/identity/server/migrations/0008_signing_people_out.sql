ALTER TABLE "identity"."memberships" ADD COLUMN "sessions_after" timestamp with time zone;
--> statement-breakpoint
COMMENT ON COLUMN "identity"."memberships"."sessions_after" IS 'Sessions begun before may not act for the organisation; empty: all may.';
