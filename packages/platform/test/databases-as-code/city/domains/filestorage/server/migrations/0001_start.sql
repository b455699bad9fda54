CREATE SCHEMA IF NOT EXISTS "extensions";
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS "pg_trgm" WITH SCHEMA "extensions";
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS "ltree" WITH SCHEMA "extensions";
--> statement-breakpoint
CREATE SCHEMA IF NOT EXISTS "filestorage";
--> statement-breakpoint
CREATE TABLE "filestorage"."events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "filestorage"."events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"details" jsonb
);
--> statement-breakpoint
CREATE TABLE "filestorage"."files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"folder_id" uuid NOT NULL,
	"name" text NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"changes" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "files_bytes" CHECK ("filestorage"."files"."bytes" >= 0)
);
--> statement-breakpoint
CREATE TABLE "filestorage"."folders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"title" text NOT NULL,
	"path" "extensions".ltree NOT NULL
);
--> statement-breakpoint
CREATE TABLE "filestorage"."versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"file_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"sha256" text NOT NULL,
	CONSTRAINT "versions_number" UNIQUE("file_id","number")
);
--> statement-breakpoint
ALTER TABLE "filestorage"."files" ADD CONSTRAINT "files_folder_id_folders_id_fk" FOREIGN KEY ("folder_id") REFERENCES "filestorage"."folders"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "filestorage"."versions" ADD CONSTRAINT "versions_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "filestorage"."files"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "files_name_trgm" ON "filestorage"."files" USING gin ("name" extensions.gin_trgm_ops);
--> statement-breakpoint
CREATE INDEX "files_folder" ON "filestorage"."files" USING btree ("folder_id","created_at" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "folders_path" ON "filestorage"."folders" USING gist ("path");
--> statement-breakpoint
CREATE FUNCTION "filestorage"."count_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE "filestorage"."files" SET changes = changes + 1 WHERE id = NEW.file_id; RETURN NEW; END $$
--> statement-breakpoint
CREATE TRIGGER "versions_count" AFTER INSERT ON "filestorage"."versions" FOR EACH ROW EXECUTE FUNCTION "filestorage"."count_change"()
--> statement-breakpoint
COMMENT ON TABLE "filestorage"."files" IS 'What was brought in.';
--> statement-breakpoint
COMMENT ON COLUMN "filestorage"."files"."bytes" IS 'Length of the latest version.';
