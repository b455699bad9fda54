ALTER TABLE "datasets"."settings" ADD COLUMN "drift_rules" jsonb;
--> statement-breakpoint
INSERT INTO "datasets"."settings" ("organisation_id", "drift_rules", "changed_at", "changed_by")
SELECT "organisation_id", "drift", "updated_at", "updated_by" FROM "datasets"."organisation_rules"
ON CONFLICT ("organisation_id") DO UPDATE SET "drift_rules" = EXCLUDED."drift_rules";
--> statement-breakpoint
DROP POLICY "system" ON "datasets"."organisation_rules" CASCADE;
--> statement-breakpoint
DROP POLICY "organisation" ON "datasets"."organisation_rules" CASCADE;
--> statement-breakpoint
DROP TABLE "datasets"."organisation_rules" CASCADE;
--> statement-breakpoint
COMMENT ON TABLE "datasets"."settings" IS 'What holds for the data sets of an organisation.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."settings"."drift_rules" IS 'When new versions of its data sets stop; empty: as Insites does.';
