CREATE TABLE "identity"."connections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"grant_id" text NOT NULL,
	"person_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"program_id" text NOT NULL,
	"program_name" text NOT NULL,
	"scopes" text[] NOT NULL,
	"datasets" uuid[],
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity"."oauth_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sealed_key" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity"."oauth_records" (
	"kind" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"payload" jsonb NOT NULL,
	"grant_id" text,
	"user_code_hash" "bytea",
	"expires_at" timestamp with time zone NOT NULL,
	"consumed_at" timestamp with time zone,
	CONSTRAINT "oauth_records_kind_hash_pk" PRIMARY KEY("kind","hash")
);
--> statement-breakpoint
CREATE TABLE "identity"."programs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"redirects" text[] NOT NULL,
	"secret_hash" "bytea",
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "identity"."tokens" ADD COLUMN "connection_id" uuid;
--> statement-breakpoint
CREATE UNIQUE INDEX "connections_grant" ON "identity"."connections" USING btree ("grant_id");
--> statement-breakpoint
CREATE INDEX "connections_person" ON "identity"."connections" USING btree ("person_id");
--> statement-breakpoint
CREATE INDEX "oauth_records_grant" ON "identity"."oauth_records" USING btree ("grant_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "oauth_records_user_code" ON "identity"."oauth_records" USING btree ("user_code_hash");
--> statement-breakpoint
CREATE INDEX "oauth_records_expiry" ON "identity"."oauth_records" USING btree ("expires_at");
--> statement-breakpoint
CREATE INDEX "programs_organisation" ON "identity"."programs" USING btree ("organisation_id");
--> statement-breakpoint
CREATE INDEX "tokens_connection" ON "identity"."tokens" USING btree ("connection_id");
--> statement-breakpoint
ALTER TABLE "identity"."connections" ADD CONSTRAINT "connections_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "identity"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."connections" ADD CONSTRAINT "connections_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "identity"."organisations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."programs" ADD CONSTRAINT "programs_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "identity"."organisations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."tokens" ADD CONSTRAINT "tokens_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "identity"."connections"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
COMMENT ON COLUMN "identity"."tokens"."connection_id" IS 'Program it was given to by its person; empty: made by hand.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."programs" IS 'A program that people of an organisation may let act for them.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."programs"."id" IS 'Names the program, also to itself (client_id).';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."programs"."organisation_id" IS 'Whose it is.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."programs"."name" IS 'What people are asked about.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."programs"."redirects" IS 'Addresses it may be answered at.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."programs"."secret_hash" IS 'SHA-256 of its secret; empty: it runs where no secret can be kept.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."programs"."created_at" IS 'When it was registered.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."connections" IS 'A person let a program act for them in an organisation.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."connections"."id" IS 'Names the connection.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."connections"."grant_id" IS 'What the OAuth server calls it.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."connections"."person_id" IS 'Whom the program acts for.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."connections"."organisation_id" IS 'In which organisation.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."connections"."program_id" IS 'Which program.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."connections"."program_name" IS 'What it was called then.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."connections"."scopes" IS 'Permissions it was given.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."connections"."datasets" IS 'Data sets it is limited to; empty: all that the person may see.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."connections"."created_at" IS 'When it was allowed.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."connections"."expires_at" IS 'When it ends.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."oauth_records" IS 'What the OAuth server remembers between requests.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."oauth_records"."kind" IS 'What it is: Grant, AuthorizationCode, DeviceCode, AccessToken, RefreshToken, Interaction.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."oauth_records"."hash" IS 'SHA-256 of its secret.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."oauth_records"."payload" IS 'What belongs to it, without the secret.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."oauth_records"."grant_id" IS 'Connection it hangs on; empty: none yet.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."oauth_records"."user_code_hash" IS 'SHA-256 of the code that a person types; empty: none.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."oauth_records"."expires_at" IS 'When it ends.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."oauth_records"."consumed_at" IS 'When it was used up; empty: not yet.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."oauth_keys" IS 'Keys that sign ID tokens.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."oauth_keys"."id" IS 'Names the key (kid).';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."oauth_keys"."sealed_key" IS 'Private JSON Web Key, encrypted under the root key.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."oauth_keys"."created_at" IS 'When it was made.';
