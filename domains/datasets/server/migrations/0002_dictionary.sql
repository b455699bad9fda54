COMMENT ON TABLE "datasets"."datasets" IS 'A name for a line of immutable versions.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."datasets"."id" IS 'Names the data set.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."datasets"."organisation_id" IS 'Organisation it belongs to.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."datasets"."owner_id" IS 'Who answers for it; empty: the program itself.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."datasets"."name" IS 'Its name in addresses and queries.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."datasets"."title" IS 'As it is shown.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."datasets"."description" IS 'What it holds, in words.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."datasets"."attribution" IS 'Whom to name when it is used.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."datasets"."visibility" IS 'Who may see it: private, organisation or public.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."datasets"."created_at" IS 'When it was made.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."datasets"."updated_at" IS 'When it was last changed.';
--> statement-breakpoint
COMMENT ON TABLE "datasets"."versions" IS 'One immutable version of a data set, and how it came to be.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."id" IS 'Names the version.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."dataset_id" IS 'Data set it is a version of.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."number" IS 'From 1 within a data set.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."state" IS 'importing until its rows are there, then ready.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."rows" IS 'Rows it holds.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."bytes" IS 'Length of its Parquet.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."source_bytes" IS 'Length of the file it was made from.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."sha256" IS 'SHA-256 of its Parquet.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."object_id" IS 'Where its Parquet is, in the object store.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."rejected_object_id" IS 'Where the rows are that could not be read, in the object store.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."source_object_id" IS 'Where the file is that it was made from, in the object store.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."source_file_id" IS 'File it was made from.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."source_file_name" IS 'Name of that file by then.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."source_file_version" IS 'Version of that file.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."conservation" IS 'What became of every row of the file: loaded, rejected, header, blank.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."recipe" IS 'How the file was read, enough to do it again.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."note" IS 'What its maker says of it.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."job_id" IS 'Job that makes or made it.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."created_at" IS 'When it was begun.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."created_by" IS 'Who asked for it; empty: the program itself.';
--> statement-breakpoint
COMMENT ON TABLE "datasets"."columns" IS 'The columns of a version, each with its profile once it is made.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."columns"."version_id" IS 'Version it is a column of.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."columns"."position" IS 'Its place, from 0.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."columns"."name" IS 'Its name in queries.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."columns"."source" IS 'Its name in the file.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."columns"."type" IS 'Type of its values.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."columns"."why" IS 'Why it has this type.';
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."columns"."profile" IS 'What its values are like, counted; empty: not yet.';
