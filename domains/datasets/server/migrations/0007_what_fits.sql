CREATE TABLE "datasets"."sketches" (
	"version_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"present" bigint NOT NULL,
	"distinct_values" bigint NOT NULL,
	"counted" boolean NOT NULL,
	"line" text,
	"low" double precision,
	"high" double precision,
	"sealed" "bytea",
	CONSTRAINT "sketches_version_id_position_pk" PRIMARY KEY("version_id","position")
);
--> statement-breakpoint
ALTER TABLE "datasets"."sketches" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "system" ON "datasets"."sketches" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "datasets"."sketches" AS PERMISSIVE FOR ALL TO public USING (EXISTS (SELECT FROM "datasets"."versions" v JOIN "datasets"."datasets" d ON d.id = v.dataset_id WHERE v.id = version_id AND d.organisation_id = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid));
--> statement-breakpoint
CREATE POLICY "public" ON "datasets"."sketches" AS PERMISSIVE FOR SELECT TO public USING (EXISTS (SELECT FROM "datasets"."versions" v WHERE v.id = version_id));
--> statement-breakpoint
ALTER TABLE "datasets"."sketches" ADD CONSTRAINT "sketches_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "datasets"."versions"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "datasets"."sketches" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
COMMENT ON TABLE "datasets"."sketches" IS 'Samples of the values of columns, by which fitting datasets are found.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."sketches"."version_id" IS 'Version of the column: the newest one of its data set.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."sketches"."position" IS 'Place of the column, from 0.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."sketches"."present" IS 'Rows with a value.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."sketches"."distinct_values" IS 'Distinct values, spelled alike.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."sketches"."counted" IS 'Whether they were counted; else estimated.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."sketches"."line" IS 'integers or days, when all values are; empty: neither.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."sketches"."low" IS 'Lowest integer or day since 1970.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."sketches"."high" IS 'Highest integer or day since 1970.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."sketches"."sealed" IS 'The lowest hashes of the values, encrypted; empty: not a column to join by.';
