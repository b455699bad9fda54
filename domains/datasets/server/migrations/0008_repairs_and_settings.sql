CREATE TABLE "datasets"."settings" (
	"organisation_id" uuid PRIMARY KEY NOT NULL,
	"standardise_from" real,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_by" uuid
);
--> statement-breakpoint
ALTER TABLE "datasets"."settings" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "datasets"."versions" ADD COLUMN "repairs_object_id" uuid;
--> statement-breakpoint
CREATE POLICY "system" ON "datasets"."settings" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "datasets"."settings" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
ALTER TABLE "datasets"."settings" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."repairs_object_id" IS 'Where the repairs of rejected rows are, in the object store; empty: there are none.';
--> statement-breakpoint
COMMENT ON TABLE "datasets"."settings" IS 'What holds for new data sets of an organisation.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."settings"."organisation_id" IS 'Organisation it holds for.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."settings"."standardise_from" IS 'How sure a step must be to be done without asking; empty: none is.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."settings"."changed_at" IS 'When it was last set.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."settings"."changed_by" IS 'Who set it; empty: the program itself.';
