CREATE SCHEMA IF NOT EXISTS "extensions";
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS "postgis" WITH SCHEMA "extensions";
--> statement-breakpoint
CREATE TABLE "filestorage"."places" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"title" text NOT NULL,
	"location" "extensions".geometry(Point,4326) NOT NULL
);
--> statement-breakpoint
CREATE INDEX "places_location" ON "filestorage"."places" USING gist ("location");
--> statement-breakpoint
COMMENT ON TABLE "filestorage"."places" IS 'Where files tell of.';
--> statement-breakpoint
COMMENT ON COLUMN "filestorage"."places"."location" IS 'WGS 84, longitude first.';
