CREATE TABLE "datasets"."checks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"score" jsonb NOT NULL,
	"results" jsonb NOT NULL,
	"failing_rows" bigint NOT NULL,
	"failing_object_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "datasets"."checks" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "datasets"."drifts" (
	"version_id" uuid PRIMARY KEY NOT NULL,
	"against" integer NOT NULL,
	"held" boolean NOT NULL,
	"findings" jsonb NOT NULL,
	"patch" jsonb NOT NULL,
	"patch_sentences" jsonb NOT NULL,
	"decision" text,
	"done" jsonb,
	"reason" text DEFAULT '' NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" uuid
);
--> statement-breakpoint
ALTER TABLE "datasets"."drifts" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "datasets"."expectations" (
	"dataset_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"items" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	CONSTRAINT "expectations_dataset_id_revision_pk" PRIMARY KEY("dataset_id","revision")
);
--> statement-breakpoint
ALTER TABLE "datasets"."expectations" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "datasets"."facts" (
	"version_id" uuid PRIMARY KEY NOT NULL,
	"columns" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "datasets"."facts" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "datasets"."organisation_rules" (
	"organisation_id" uuid PRIMARY KEY NOT NULL,
	"drift" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_by" uuid
);
--> statement-breakpoint
ALTER TABLE "datasets"."organisation_rules" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "datasets"."datasets" ADD COLUMN "drift_rules" jsonb;
--> statement-breakpoint
CREATE INDEX "checks_version" ON "datasets"."checks" USING btree ("version_id","created_at");
--> statement-breakpoint
CREATE POLICY "system" ON "datasets"."checks" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "datasets"."checks" AS PERMISSIVE FOR ALL TO public USING (EXISTS (SELECT FROM "datasets"."versions" v JOIN "datasets"."datasets" d ON d.id = v.dataset_id WHERE v.id = version_id AND d.organisation_id = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid));
--> statement-breakpoint
CREATE POLICY "public" ON "datasets"."checks" AS PERMISSIVE FOR SELECT TO public USING (EXISTS (SELECT FROM "datasets"."versions" v WHERE v.id = version_id));
--> statement-breakpoint
CREATE POLICY "system" ON "datasets"."drifts" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "datasets"."drifts" AS PERMISSIVE FOR ALL TO public USING (EXISTS (SELECT FROM "datasets"."versions" v JOIN "datasets"."datasets" d ON d.id = v.dataset_id WHERE v.id = version_id AND d.organisation_id = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid));
--> statement-breakpoint
CREATE POLICY "public" ON "datasets"."drifts" AS PERMISSIVE FOR SELECT TO public USING (EXISTS (SELECT FROM "datasets"."versions" v WHERE v.id = version_id));
--> statement-breakpoint
CREATE POLICY "system" ON "datasets"."expectations" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "datasets"."expectations" AS PERMISSIVE FOR ALL TO public USING (EXISTS (SELECT FROM "datasets"."datasets" d WHERE d.id = dataset_id AND d.organisation_id = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid));
--> statement-breakpoint
CREATE POLICY "public" ON "datasets"."expectations" AS PERMISSIVE FOR SELECT TO public USING (EXISTS (SELECT FROM "datasets"."datasets" d WHERE d.id = dataset_id AND d.visibility = 'public'));
--> statement-breakpoint
CREATE POLICY "system" ON "datasets"."facts" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "datasets"."facts" AS PERMISSIVE FOR ALL TO public USING (EXISTS (SELECT FROM "datasets"."versions" v JOIN "datasets"."datasets" d ON d.id = v.dataset_id WHERE v.id = version_id AND d.organisation_id = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid));
--> statement-breakpoint
CREATE POLICY "system" ON "datasets"."organisation_rules" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "datasets"."organisation_rules" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
ALTER TABLE "datasets"."checks" ADD CONSTRAINT "checks_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "datasets"."versions"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "datasets"."drifts" ADD CONSTRAINT "drifts_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "datasets"."versions"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "datasets"."expectations" ADD CONSTRAINT "expectations_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "datasets"."datasets"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "datasets"."facts" ADD CONSTRAINT "facts_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "datasets"."versions"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "datasets"."checks" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "datasets"."drifts" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "datasets"."expectations" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "datasets"."facts" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "datasets"."organisation_rules" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."datasets"."drift_rules" IS 'When a new version of it stops; empty: as the organisation says.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."state" IS 'importing until its rows are there; then ready, or held until a person decides; discarded: only its story is left.';
--> statement-breakpoint
COMMENT ON TABLE "datasets"."expectations" IS 'What is expected of a data set, one row for each revision.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."expectations"."dataset_id" IS 'Data set it is expected of.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."expectations"."revision" IS 'From 1; the highest one counts.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."expectations"."items" IS 'The whole list: what, how much is let pass, suggested or accepted, and why.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."expectations"."created_at" IS 'When this revision was made.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."expectations"."created_by" IS 'Who made it; empty: suggested from the data.';
--> statement-breakpoint
COMMENT ON TABLE "datasets"."checks" IS 'What came of the expectations on a version.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."checks"."id" IS 'Names the check.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."checks"."version_id" IS 'Version that was checked.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."checks"."revision" IS 'Of the list of expectations; 0: there was none.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."checks"."score" IS 'The score with its parts.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."checks"."results" IS 'For each expectation the rows that fail, with examples.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."checks"."failing_rows" IS 'Rows that fail one expectation or more.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."checks"."failing_object_id" IS 'Where the numbers of those rows and the reasons are, in the object store.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."checks"."created_at" IS 'When it was checked.';
--> statement-breakpoint
COMMENT ON TABLE "datasets"."facts" IS 'What is known of the columns of a version beyond their profile.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."facts"."version_id" IS 'Version it is about.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."facts"."columns" IS 'For each column: whether it is unique, its values, shapes and order.';
--> statement-breakpoint
COMMENT ON TABLE "datasets"."drifts" IS 'A version held against the last one published.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."drifts"."version_id" IS 'The new version.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."drifts"."against" IS 'Number of the version before.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."drifts"."held" IS 'Whether it stopped.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."drifts"."findings" IS 'What changed, with numbers and sentences.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."drifts"."patch" IS 'What was proposed to make it fit.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."drifts"."patch_sentences" IS 'The same in words.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."drifts"."decision" IS 'released, patched or discarded; empty: nobody decided, or nothing was to decide.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."drifts"."done" IS 'What was done to make it fit.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."drifts"."reason" IS 'What the person who decided says.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."drifts"."decided_at" IS 'When it was decided.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."drifts"."decided_by" IS 'Who decided.';
--> statement-breakpoint
COMMENT ON TABLE "datasets"."organisation_rules" IS 'When new versions of all data sets of an organisation stop.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."organisation_rules"."organisation_id" IS 'The organisation.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."organisation_rules"."drift" IS 'The thresholds.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."organisation_rules"."updated_at" IS 'When they were last set.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."organisation_rules"."updated_by" IS 'Who set them.';
