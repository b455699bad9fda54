CREATE TABLE "identity"."team_members" (
	"organisation_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	CONSTRAINT "team_members_team_id_person_id_pk" PRIMARY KEY("team_id","person_id")
);
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
CREATE TABLE "identity"."unit_members" (
	"organisation_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	CONSTRAINT "unit_members_unit_id_person_id_pk" PRIMARY KEY("unit_id","person_id")
);
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
CREATE INDEX "team_members_person" ON "identity"."team_members" USING btree ("organisation_id","person_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "teams_name" ON "identity"."teams" USING btree ("organisation_id","name");
--> statement-breakpoint
CREATE UNIQUE INDEX "teams_external" ON "identity"."teams" USING btree ("organisation_id","external_id");
--> statement-breakpoint
CREATE INDEX "unit_members_person" ON "identity"."unit_members" USING btree ("organisation_id","person_id");
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
