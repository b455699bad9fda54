CREATE SCHEMA IF NOT EXISTS "extensions";
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS "pg_trgm" WITH SCHEMA "extensions";
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS "btree_gin" WITH SCHEMA "extensions";
--> statement-breakpoint
CREATE TABLE "identity"."directories" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"default_role" text DEFAULT 'viewer' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "identity"."directories" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "identity"."directory_groups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"directory_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"display_name" text NOT NULL,
	"display_key" text NOT NULL,
	"external_id" text,
	"role" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "identity"."directory_groups" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "identity"."directory_members" (
	"organisation_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	CONSTRAINT "directory_members_group_id_user_id_pk" PRIMARY KEY("group_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "identity"."directory_members" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "identity"."directory_users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"directory_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"user_name" text NOT NULL,
	"user_name_key" text NOT NULL,
	"external_id" text,
	"active" boolean NOT NULL,
	"link" text NOT NULL,
	"owns" boolean NOT NULL,
	"resource" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "identity"."directory_users" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."memberships" ADD COLUMN "label" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "identity"."organisations" ADD COLUMN "people" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX "directories_hash" ON "identity"."directories" USING btree ("hash");
--> statement-breakpoint
CREATE INDEX "directories_organisation" ON "identity"."directories" USING btree ("organisation_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "directory_groups_name" ON "identity"."directory_groups" USING btree ("directory_id","display_key");
--> statement-breakpoint
CREATE INDEX "directory_members_user" ON "identity"."directory_members" USING btree ("user_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "directory_users_name" ON "identity"."directory_users" USING btree ("directory_id","user_name_key") WHERE removed_at IS NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX "directory_users_person" ON "identity"."directory_users" USING btree ("directory_id","person_id") WHERE removed_at IS NULL;
--> statement-breakpoint
CREATE INDEX "directory_users_external" ON "identity"."directory_users" USING btree ("directory_id","external_id");
--> statement-breakpoint
CREATE INDEX "directory_users_of_person" ON "identity"."directory_users" USING btree ("person_id");
--> statement-breakpoint
CREATE INDEX "memberships_label" ON "identity"."memberships" USING btree ("organisation_id","label","person_id");
--> statement-breakpoint
CREATE INDEX "memberships_search" ON "identity"."memberships" USING gin ("organisation_id","label" extensions.gin_trgm_ops);
--> statement-breakpoint
CREATE INDEX "memberships_admins" ON "identity"."memberships" USING btree ("organisation_id") WHERE role = 'admin';
--> statement-breakpoint
CREATE INDEX "organisations_name" ON "identity"."organisations" USING btree ("name","id");
--> statement-breakpoint
CREATE INDEX "organisations_search" ON "identity"."organisations" USING gin ("name" extensions.gin_trgm_ops,"slug" extensions.gin_trgm_ops);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."directories" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "identity"."directories" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."directory_groups" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "identity"."directory_groups" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."directory_members" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "identity"."directory_members" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."directory_users" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "identity"."directory_users" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
ALTER POLICY "colleague" ON "identity"."people" TO public USING (EXISTS (SELECT FROM "identity"."memberships" m WHERE m.person_id = people.id AND m.organisation_id = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid OFFSET 0));
--> statement-breakpoint
ALTER TABLE "identity"."directories" ADD CONSTRAINT "directories_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "identity"."organisations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."directory_groups" ADD CONSTRAINT "directory_groups_directory_id_directories_id_fk" FOREIGN KEY ("directory_id") REFERENCES "identity"."directories"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."directory_groups" ADD CONSTRAINT "directory_groups_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "identity"."organisations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."directory_members" ADD CONSTRAINT "directory_members_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "identity"."organisations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."directory_members" ADD CONSTRAINT "directory_members_group_id_directory_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "identity"."directory_groups"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."directory_members" ADD CONSTRAINT "directory_members_user_id_directory_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "identity"."directory_users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."directory_users" ADD CONSTRAINT "directory_users_directory_id_directories_id_fk" FOREIGN KEY ("directory_id") REFERENCES "identity"."directories"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."directory_users" ADD CONSTRAINT "directory_users_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "identity"."organisations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."directory_users" ADD CONSTRAINT "directory_users_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "identity"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."directories" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."directory_groups" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."directory_members" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."directory_users" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
COMMENT ON COLUMN "identity"."organisations"."people" IS 'How many people belong to it.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."memberships"."label" IS 'Name and address of the person in lower case, to sort and search by.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."directories" IS 'A directory that tells who works for an organisation (SCIM 2.0).';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directories"."id" IS 'Names the directory.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directories"."organisation_id" IS 'The one organisation it tells of.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directories"."name" IS 'What administrators call it.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directories"."prefix" IS 'First characters of its token, to recognise it by.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directories"."hash" IS 'SHA-256 of its token.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directories"."enabled" IS 'Whether its token is taken.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directories"."default_role" IS 'Role of whom no group gives one.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directories"."created_at" IS 'When it was set up.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directories"."last_used_at" IS 'When it last asked something.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."directory_users" IS 'Somebody as a directory tells of them.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_users"."id" IS 'Names the user to the directory.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_users"."directory_id" IS 'The directory.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_users"."organisation_id" IS 'The organisation it tells of.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_users"."person_id" IS 'The person.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_users"."user_name" IS 'Name in the directory.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_users"."user_name_key" IS 'The name in lower case, by which it is unique.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_users"."external_id" IS 'What the directory calls the user.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_users"."active" IS 'Whether the directory says that the person may work.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_users"."link" IS 'linked; pending: the person has not said yes yet; declined.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_users"."owns" IS 'Whether the directory made the person and may change name and address.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_users"."resource" IS 'What the directory told (RFC 7643).';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_users"."version" IS 'Counts changes, for entity tags.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_users"."created_at" IS 'When the directory told of the user first.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_users"."updated_at" IS 'When it changed something last.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_users"."removed_at" IS 'When it removed the user; empty: it is there.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."directory_groups" IS 'A group of a directory.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_groups"."id" IS 'Names the group.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_groups"."directory_id" IS 'The directory.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_groups"."organisation_id" IS 'The organisation it tells of.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_groups"."display_name" IS 'Its name there.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_groups"."display_key" IS 'The name in lower case, by which it is unique.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_groups"."external_id" IS 'What the directory calls the group.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_groups"."role" IS 'Role an administrator gave its people; empty: none.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_groups"."version" IS 'Counts changes, for entity tags.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_groups"."created_at" IS 'When the directory told of it first.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_groups"."updated_at" IS 'When it was changed last.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."directory_members" IS 'Who is in which group of a directory.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_members"."organisation_id" IS 'The organisation both belong to.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_members"."group_id" IS 'The group.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."directory_members"."user_id" IS 'The user.';
