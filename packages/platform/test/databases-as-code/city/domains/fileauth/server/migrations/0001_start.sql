CREATE SCHEMA IF NOT EXISTS "extensions";
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS "ltree" WITH SCHEMA "extensions";
--> statement-breakpoint
CREATE SCHEMA IF NOT EXISTS "fileauth";
--> statement-breakpoint
CREATE TYPE "fileauth"."effect" AS ENUM('allow', 'deny');
--> statement-breakpoint
CREATE TABLE "fileauth"."events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "fileauth"."events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fileauth"."grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"rule_id" uuid NOT NULL,
	"grantee" text NOT NULL,
	"verb" text NOT NULL,
	CONSTRAINT "grants_verb" CHECK ("fileauth"."grants"."verb" <> '')
);
--> statement-breakpoint
CREATE TABLE "fileauth"."rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"place" "extensions".ltree NOT NULL,
	"effect" "fileauth"."effect" NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "rules_deep" CHECK (nlevel("fileauth"."rules"."place") > 1)
);
--> statement-breakpoint
CREATE INDEX "events_details" ON "fileauth"."events" USING gin ("details");
--> statement-breakpoint
CREATE INDEX "grants_grantee" ON "fileauth"."grants" USING btree ("grantee","verb");
--> statement-breakpoint
CREATE INDEX "rules_place" ON "fileauth"."rules" USING gist ("place");
--> statement-breakpoint
ALTER TABLE "fileauth"."grants" ADD CONSTRAINT "grants_rule_id_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "fileauth"."rules"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
COMMENT ON TABLE "fileauth"."rules" IS 'Who may do what, by place.';
--> statement-breakpoint
COMMENT ON COLUMN "fileauth"."rules"."place" IS 'Holds for it and all below.';
