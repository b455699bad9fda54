ALTER TABLE "datasets"."columns" ADD COLUMN "meaning" jsonb;
--> statement-breakpoint
ALTER TABLE "datasets"."datasets" ADD COLUMN "standardise_from" real;
--> statement-breakpoint
ALTER TABLE "datasets"."datasets" ADD COLUMN "chosen_types" jsonb;
--> statement-breakpoint
ALTER TABLE "datasets"."versions" ADD COLUMN "raw_number" integer;
--> statement-breakpoint
ALTER TABLE "datasets"."versions" ADD COLUMN "steps" jsonb;
--> statement-breakpoint
ALTER TABLE "datasets"."versions" ADD COLUMN "changed_cells" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "datasets"."versions" ADD COLUMN "proposals" jsonb;
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."datasets"."standardise_from" IS 'How sure a step must be to be done without asking; empty: none is.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."datasets"."chosen_types" IS 'What a person said that columns mean, by their names.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."raw_number" IS 'Number of the version with the values as in the file; empty: this one.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."steps" IS 'Steps that made it from that version, with what each did.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."changed_cells" IS 'Cells that are not as in the file.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."proposals" IS 'Steps that would standardise it, as they were proposed.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."columns"."meaning" IS 'What its values mean, with the evidence; empty: nobody has looked.';
