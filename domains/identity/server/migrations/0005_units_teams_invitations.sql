CREATE TABLE "identity"."invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"email" text NOT NULL,
	"name" text,
	"role" text NOT NULL,
	"unit_id" uuid,
	"team_id" uuid,
	"hash" "bytea" NOT NULL,
	"mail_id" uuid,
	"invited_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"accepted_by" uuid,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "identity"."invitations" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "identity"."service_accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "service_accounts_own" UNIQUE("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "identity"."service_accounts" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "identity"."service_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"scopes" text[],
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "identity"."service_tokens" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "identity"."team_members" (
	"organisation_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	CONSTRAINT "team_members_team_id_person_id_pk" PRIMARY KEY("team_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "identity"."team_members" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "identity"."teams" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"external_id" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "teams_own" UNIQUE("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "identity"."teams" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "identity"."unit_members" (
	"organisation_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	CONSTRAINT "unit_members_unit_id_person_id_pk" PRIMARY KEY("unit_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "identity"."unit_members" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "identity"."units" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"parent_id" uuid,
	"path" uuid[] NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "units_own" UNIQUE("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "identity"."units" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_hash" ON "identity"."invitations" USING btree ("hash");
--> statement-breakpoint
CREATE INDEX "invitations_organisation" ON "identity"."invitations" USING btree ("organisation_id","created_at");
--> statement-breakpoint
CREATE INDEX "invitations_email" ON "identity"."invitations" USING btree ("organisation_id","email");
--> statement-breakpoint
CREATE UNIQUE INDEX "service_accounts_name" ON "identity"."service_accounts" USING btree ("organisation_id","name");
--> statement-breakpoint
CREATE UNIQUE INDEX "service_tokens_hash" ON "identity"."service_tokens" USING btree ("hash");
--> statement-breakpoint
CREATE INDEX "service_tokens_of" ON "identity"."service_tokens" USING btree ("organisation_id","account_id");
--> statement-breakpoint
CREATE INDEX "team_members_person" ON "identity"."team_members" USING btree ("organisation_id","person_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "teams_name" ON "identity"."teams" USING btree ("organisation_id","name");
--> statement-breakpoint
CREATE UNIQUE INDEX "teams_external" ON "identity"."teams" USING btree ("organisation_id","external_id");
--> statement-breakpoint
CREATE INDEX "unit_members_person" ON "identity"."unit_members" USING btree ("organisation_id","person_id");
--> statement-breakpoint
CREATE POLICY "answers_for_programs" ON "identity"."people" AS PERMISSIVE FOR SELECT TO public USING (EXISTS (SELECT FROM "identity"."service_accounts" s WHERE s.owner_id = people.id AND s.organisation_id = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid));
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."invitations" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "identity"."invitations" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."service_accounts" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "identity"."service_accounts" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."service_tokens" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "identity"."service_tokens" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."team_members" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "identity"."team_members" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "person" ON "identity"."team_members" AS PERMISSIVE FOR SELECT TO public USING ("person_id" = (SELECT NULLIF(current_setting('insites.person', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."teams" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "identity"."teams" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."unit_members" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "identity"."unit_members" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "person" ON "identity"."unit_members" AS PERMISSIVE FOR SELECT TO public USING ("person_id" = (SELECT NULLIF(current_setting('insites.person', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."units" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "identity"."units" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
ALTER TABLE "identity"."invitations" ADD CONSTRAINT "invitations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "identity"."organisations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."invitations" ADD CONSTRAINT "invitations_invited_by_people_id_fk" FOREIGN KEY ("invited_by") REFERENCES "identity"."people"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."invitations" ADD CONSTRAINT "invitations_accepted_by_people_id_fk" FOREIGN KEY ("accepted_by") REFERENCES "identity"."people"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."service_accounts" ADD CONSTRAINT "service_accounts_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "identity"."organisations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."service_accounts" ADD CONSTRAINT "service_accounts_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "identity"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."service_tokens" ADD CONSTRAINT "service_tokens_account" FOREIGN KEY ("organisation_id","account_id") REFERENCES "identity"."service_accounts"("organisation_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."team_members" ADD CONSTRAINT "team_members_team" FOREIGN KEY ("organisation_id","team_id") REFERENCES "identity"."teams"("organisation_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."team_members" ADD CONSTRAINT "team_members_member" FOREIGN KEY ("organisation_id","person_id") REFERENCES "identity"."memberships"("organisation_id","person_id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."teams" ADD CONSTRAINT "teams_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "identity"."organisations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."unit_members" ADD CONSTRAINT "unit_members_unit" FOREIGN KEY ("organisation_id","unit_id") REFERENCES "identity"."units"("organisation_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."unit_members" ADD CONSTRAINT "unit_members_member" FOREIGN KEY ("organisation_id","person_id") REFERENCES "identity"."memberships"("organisation_id","person_id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."units" ADD CONSTRAINT "units_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "identity"."organisations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."units" ADD CONSTRAINT "units_parent" FOREIGN KEY ("organisation_id","parent_id") REFERENCES "identity"."units"("organisation_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."invitations" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."service_accounts" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."service_tokens" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."team_members" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."teams" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."unit_members" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."units" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
COMMENT ON TABLE "identity"."units" IS 'A part of an organisation: a department, a school. They make a tree.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."units"."id" IS 'Names the unit.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."units"."organisation_id" IS 'Organisation it is a part of.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."units"."parent_id" IS 'Unit it lies in; empty: at the top.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."units"."path" IS 'The units above it, the top first, and itself.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."units"."name" IS 'As it is shown.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."units"."created_at" IS 'When it was made here.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."unit_members" IS 'Who belongs to which unit, and as what.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."unit_members"."organisation_id" IS 'Organisation of both.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."unit_members"."unit_id" IS 'The unit.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."unit_members"."person_id" IS 'The person.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."unit_members"."role" IS 'What the person is there: member or lead.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."unit_members"."joined_at" IS 'Since when.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."teams" IS 'People who work together, of one unit or of several.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."teams"."id" IS 'Names the team.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."teams"."organisation_id" IS 'Organisation it belongs to.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."teams"."name" IS 'As it is shown.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."teams"."external_id" IS 'What the directory of the organisation calls it; empty: made here.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."teams"."created_at" IS 'When it was made here.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."team_members" IS 'Who belongs to which team.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."team_members"."organisation_id" IS 'Organisation of both.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."team_members"."team_id" IS 'The team.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."team_members"."person_id" IS 'The person.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."team_members"."joined_at" IS 'Since when.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."invitations" IS 'Somebody is asked to join. Works once, for the address it names.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."invitations"."id" IS 'Names the invitation.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."invitations"."organisation_id" IS 'Organisation that invites.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."invitations"."email" IS 'Address that is invited, lower case.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."invitations"."name" IS 'Name it was given with; empty: the person says it.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."invitations"."role" IS 'What the person will be.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."invitations"."unit_id" IS 'Unit the person will belong to, when it is there by then; empty: none.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."invitations"."team_id" IS 'Team the person will belong to, when it is there by then; empty: none.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."invitations"."hash" IS 'SHA-256 of the secret in the link.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."invitations"."mail_id" IS 'Mail it went out by; empty: the link was handed over.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."invitations"."invited_by" IS 'Who invites.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."invitations"."created_at" IS 'When it was made.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."invitations"."expires_at" IS 'When it ends.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."invitations"."accepted_at" IS 'When it was accepted; empty: not yet.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."invitations"."accepted_by" IS 'Who joined by it.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."invitations"."revoked_at" IS 'When it was taken back; empty: not.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."service_accounts" IS 'A member that is no human, for programs.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."service_accounts"."id" IS 'Names the account.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."service_accounts"."organisation_id" IS 'Organisation it acts for.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."service_accounts"."name" IS 'As it is shown.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."service_accounts"."role" IS 'What it may do there.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."service_accounts"."owner_id" IS 'Person who answers for it; when they leave the organisation it stops.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."service_accounts"."created_at" IS 'When it was made.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."service_accounts"."disabled_at" IS 'Since when it is switched off; empty: it is on.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."service_tokens" IS 'A token of a service account.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."service_tokens"."id" IS 'Names the token.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."service_tokens"."organisation_id" IS 'Organisation of the account.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."service_tokens"."account_id" IS 'The account.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."service_tokens"."name" IS 'What it is for.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."service_tokens"."prefix" IS 'Its first characters, to recognise it by.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."service_tokens"."hash" IS 'SHA-256 of the token.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."service_tokens"."scopes" IS 'Permissions it is limited to; empty: all of the role.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."service_tokens"."created_at" IS 'When it was made.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."service_tokens"."expires_at" IS 'When it ends.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."service_tokens"."last_used_at" IS 'When it was used last.';
