CREATE SCHEMA IF NOT EXISTS "datasets";
--> statement-breakpoint
CREATE TABLE "datasets"."columns" (
	"version_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"source" text NOT NULL,
	"type" text NOT NULL,
	"why" text NOT NULL,
	"profile" jsonb,
	CONSTRAINT "columns_version_id_position_pk" PRIMARY KEY("version_id","position")
);
--> statement-breakpoint
CREATE TABLE "datasets"."datasets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"owner_id" uuid,
	"name" text NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"attribution" text DEFAULT '' NOT NULL,
	"visibility" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "datasets"."versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dataset_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"rows" bigint DEFAULT 0 NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"source_bytes" bigint DEFAULT 0 NOT NULL,
	"sha256" text,
	"object_id" uuid,
	"rejected_object_id" uuid,
	"source_object_id" uuid,
	"source_file_id" uuid,
	"source_file_name" text,
	"source_file_version" integer,
	"conservation" jsonb,
	"recipe" jsonb,
	"note" text DEFAULT '' NOT NULL,
	"job_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" uuid
);
--> statement-breakpoint
ALTER TABLE "datasets"."columns" ADD CONSTRAINT "columns_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "datasets"."versions"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "datasets"."versions" ADD CONSTRAINT "versions_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "datasets"."datasets"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE UNIQUE INDEX "datasets_name" ON "datasets"."datasets" USING btree ("organisation_id","name");
--> statement-breakpoint
CREATE INDEX "datasets_updated" ON "datasets"."datasets" USING btree ("organisation_id","updated_at");
--> statement-breakpoint
CREATE INDEX "datasets_visibility" ON "datasets"."datasets" USING btree ("visibility");
--> statement-breakpoint
CREATE UNIQUE INDEX "versions_number" ON "datasets"."versions" USING btree ("dataset_id","number");
--> statement-breakpoint
CREATE INDEX "versions_source" ON "datasets"."versions" USING btree ("source_file_id");
