CREATE SCHEMA IF NOT EXISTS "extensions";
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS "pg_trgm" WITH SCHEMA "extensions";
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS "ltree" WITH SCHEMA "extensions";
--> statement-breakpoint
CREATE SCHEMA IF NOT EXISTS "auth";
--> statement-breakpoint
CREATE TYPE "auth"."role" AS ENUM('reader', 'editor', 'owner');
--> statement-breakpoint
CREATE TABLE "auth"."events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "auth"."events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."memberships" (
	"person_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"role" "auth"."role" DEFAULT 'reader' NOT NULL,
	CONSTRAINT "memberships_person_id_team_id_pk" PRIMARY KEY("person_id","team_id")
);
--> statement-breakpoint
CREATE TABLE "auth"."people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"changed_at" timestamp with time zone,
	CONSTRAINT "people_named" CHECK ("auth"."people"."name" <> '')
);
--> statement-breakpoint
CREATE TABLE "auth"."sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"person_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sessions_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "auth"."sessions" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "auth"."teams" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"title" text NOT NULL,
	"path" "extensions".ltree NOT NULL
);
--> statement-breakpoint
ALTER TABLE "auth"."memberships" ADD CONSTRAINT "memberships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "auth"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "auth"."memberships" ADD CONSTRAINT "memberships_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "auth"."teams"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "auth"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "memberships_team" ON "auth"."memberships" USING btree ("team_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "people_email" ON "auth"."people" USING btree (lower("email"));
--> statement-breakpoint
CREATE INDEX "people_name_trgm" ON "auth"."people" USING gin ("name" extensions.gin_trgm_ops);
--> statement-breakpoint
CREATE INDEX "people_active" ON "auth"."people" USING btree ("created_at") WHERE "auth"."people"."active";
--> statement-breakpoint
CREATE INDEX "teams_path" ON "auth"."teams" USING gist ("path");
--> statement-breakpoint
CREATE POLICY "sessions_own" ON "auth"."sessions" AS PERMISSIVE FOR SELECT TO public USING (person_id::text = current_setting('city.person', true));
--> statement-breakpoint
CREATE POLICY "sessions_no_past" ON "auth"."sessions" AS RESTRICTIVE FOR INSERT TO public WITH CHECK (ends_at > created_at);
--> statement-breakpoint
CREATE FUNCTION "auth"."touch"() RETURNS trigger LANGUAGE plpgsql SET search_path = auth AS $$
BEGIN NEW.changed_at := now(); RETURN NEW; END $$
--> statement-breakpoint
CREATE TRIGGER "people_touch" BEFORE UPDATE ON "auth"."people" FOR EACH ROW EXECUTE FUNCTION "auth"."touch"()
--> statement-breakpoint
CREATE FUNCTION "auth"."members_of"(team uuid) RETURNS bigint LANGUAGE sql STABLE
RETURN (SELECT count(*) FROM "auth"."memberships" WHERE team_id = members_of.team)
--> statement-breakpoint
CREATE VIEW "auth"."active_people" AS SELECT id, name FROM "auth"."people" WHERE active
--> statement-breakpoint
GRANT USAGE ON SCHEMA "auth" TO pg_monitor
--> statement-breakpoint
GRANT SELECT ON "auth"."active_people" TO pg_monitor
--> statement-breakpoint
GRANT SELECT (id, name) ON "auth"."people" TO pg_monitor
--> statement-breakpoint
COMMENT ON TABLE "auth"."people" IS 'Who may sign in.';
--> statement-breakpoint
COMMENT ON COLUMN "auth"."people"."email" IS 'Written to; unique whatever its case.';
--> statement-breakpoint
COMMENT ON TABLE "auth"."sessions" IS 'Signed-in browsers; each sees its own.';
