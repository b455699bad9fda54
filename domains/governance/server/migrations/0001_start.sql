CREATE SCHEMA IF NOT EXISTS "governance";
--> statement-breakpoint
CREATE TABLE "governance"."policy_sets" (
	"version" text PRIMARY KEY NOT NULL,
	"cedar_schema" text NOT NULL,
	"policies" jsonb NOT NULL,
	"first_used_at" timestamp with time zone DEFAULT now() NOT NULL
);
