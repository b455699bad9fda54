CREATE SCHEMA IF NOT EXISTS "extensions";
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS "pg_trgm" WITH SCHEMA "extensions";
--> statement-breakpoint
CREATE SCHEMA IF NOT EXISTS "licenseauth";
--> statement-breakpoint
CREATE TABLE "licenseauth"."events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "licenseauth"."events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"details" jsonb
);
--> statement-breakpoint
CREATE TABLE "licenseauth"."grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"key_id" uuid NOT NULL,
	"product" text NOT NULL,
	"seats" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "grants_once" UNIQUE("key_id","product")
);
--> statement-breakpoint
CREATE TABLE "licenseauth"."keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"person_id" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"revoked" boolean DEFAULT false NOT NULL,
	"ends_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "licenseauth"."keys" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "licenseauth"."people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"number" integer NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "people_number_unique" UNIQUE("number")
);
--> statement-breakpoint
ALTER TABLE "licenseauth"."grants" ADD CONSTRAINT "grants_key_id_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "licenseauth"."keys"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "licenseauth"."keys" ADD CONSTRAINT "keys_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "licenseauth"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "keys_person" ON "licenseauth"."keys" USING btree ("person_id");
--> statement-breakpoint
CREATE INDEX "people_name_trgm" ON "licenseauth"."people" USING gin ("name" extensions.gin_trgm_ops);
--> statement-breakpoint
CREATE POLICY "keys_alive" ON "licenseauth"."keys" AS PERMISSIVE FOR SELECT TO public USING (NOT revoked);
--> statement-breakpoint
COMMENT ON TABLE "licenseauth"."keys" IS 'Keys of programs.';
--> statement-breakpoint
COMMENT ON COLUMN "licenseauth"."keys"."secret_hash" IS 'SHA-256; the secret itself is nowhere.';
