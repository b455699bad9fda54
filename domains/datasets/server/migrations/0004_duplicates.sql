CREATE TABLE "datasets"."link_decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dataset_id" uuid NOT NULL,
	"left_key" text NOT NULL,
	"right_key" text NOT NULL,
	"same" boolean NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_by" uuid,
	"undone_at" timestamp with time zone,
	"undone_by" uuid
);
--> statement-breakpoint
ALTER TABLE "datasets"."link_decisions" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "datasets"."link_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dataset_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"from_groups" jsonb NOT NULL,
	"into_groups" jsonb NOT NULL,
	"rows" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "datasets"."link_events" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "datasets"."link_runs" (
	"dataset_id" uuid PRIMARY KEY NOT NULL,
	"version_id" uuid NOT NULL,
	"summary" jsonb,
	"model" jsonb,
	"members_object_id" uuid,
	"pairs_object_id" uuid,
	"job_id" uuid,
	"searching" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "datasets"."link_runs" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE INDEX "link_decisions_dataset" ON "datasets"."link_decisions" USING btree ("dataset_id","decided_at");
--> statement-breakpoint
CREATE INDEX "link_events_dataset" ON "datasets"."link_events" USING btree ("dataset_id","at");
--> statement-breakpoint
CREATE POLICY "system" ON "datasets"."link_decisions" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "datasets"."link_decisions" AS PERMISSIVE FOR ALL TO public USING (EXISTS (SELECT FROM "datasets"."datasets" d WHERE d.id = dataset_id AND d.organisation_id = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid));
--> statement-breakpoint
CREATE POLICY "system" ON "datasets"."link_events" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "datasets"."link_events" AS PERMISSIVE FOR ALL TO public USING (EXISTS (SELECT FROM "datasets"."datasets" d WHERE d.id = dataset_id AND d.organisation_id = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid));
--> statement-breakpoint
CREATE POLICY "system" ON "datasets"."link_runs" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "datasets"."link_runs" AS PERMISSIVE FOR ALL TO public USING (EXISTS (SELECT FROM "datasets"."datasets" d WHERE d.id = dataset_id AND d.organisation_id = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid));
--> statement-breakpoint
ALTER TABLE "datasets"."link_decisions" ADD CONSTRAINT "link_decisions_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "datasets"."datasets"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "datasets"."link_events" ADD CONSTRAINT "link_events_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "datasets"."datasets"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "datasets"."link_runs" ADD CONSTRAINT "link_runs_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "datasets"."datasets"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "datasets"."link_runs" ADD CONSTRAINT "link_runs_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "datasets"."versions"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "datasets"."link_decisions" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "datasets"."link_events" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "datasets"."link_runs" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
COMMENT ON TABLE "datasets"."link_runs" IS 'The last search for duplicates in a dataset.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_runs"."dataset_id" IS 'Data set that was searched.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_runs"."version_id" IS 'Version that was searched.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_runs"."summary" IS 'What was found, in numbers; empty: not yet.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_runs"."model" IS 'What the search learned, enough to explain a pair.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_runs"."members_object_id" IS 'Where the groups of all rows are, in the object store.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_runs"."pairs_object_id" IS 'Where the weighed pairs are, in the object store.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_runs"."job_id" IS 'Job that searches or searched.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_runs"."searching" IS 'Whether a search is going on.';
--> statement-breakpoint
COMMENT ON TABLE "datasets"."link_decisions" IS 'What people said of two rows: the same thing or not.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_decisions"."id" IS 'Names the decision.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_decisions"."dataset_id" IS 'Data set of the rows.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_decisions"."left_key" IS 'Content of the one row, hashed.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_decisions"."right_key" IS 'Content of the other row, hashed.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_decisions"."same" IS 'Whether they are the same thing.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_decisions"."decided_at" IS 'When it was said.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_decisions"."decided_by" IS 'Who said it.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_decisions"."undone_at" IS 'When it was taken back; empty: it counts.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_decisions"."undone_by" IS 'Who took it back.';
--> statement-breakpoint
COMMENT ON TABLE "datasets"."link_events" IS 'Groups of rows that became one, or several.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_events"."id" IS 'Names the event.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_events"."dataset_id" IS 'Data set of the groups.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_events"."kind" IS 'merged or split.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_events"."from_groups" IS 'Groups before.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_events"."into_groups" IS 'Groups after.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_events"."rows" IS 'Rows concerned.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."link_events"."at" IS 'When it was found.';
