CREATE SCHEMA IF NOT EXISTS "licensing";
--> statement-breakpoint
CREATE TABLE "licensing"."plans" (
	"organisation_id" uuid PRIMARY KEY NOT NULL,
	"name" text DEFAULT 'self-hosted' NOT NULL,
	"seats" integer,
	"storage_bytes" bigint,
	"since" timestamp with time zone DEFAULT now() NOT NULL
);
