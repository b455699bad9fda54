CREATE TABLE "identity"."accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"provider_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "identity"."accounts" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
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
ALTER TABLE "identity"."connections" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "identity"."oauth_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sealed_key" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "identity"."oauth_keys" ENABLE ROW LEVEL SECURITY;
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
ALTER TABLE "identity"."oauth_records" ENABLE ROW LEVEL SECURITY;
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
ALTER TABLE "identity"."programs" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "identity"."provider_flows" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"browser_hash" "bytea" NOT NULL,
	"provider_id" uuid NOT NULL,
	"person_id" uuid,
	"again" boolean NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "identity"."provider_flows" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "identity"."providers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"issuer" text NOT NULL,
	"client_id" text NOT NULL,
	"client_secret" "bytea",
	"domains" text[] NOT NULL,
	"role" text NOT NULL,
	"groups_claim" text,
	"group_roles" jsonb NOT NULL,
	"second_factor" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "identity"."providers" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."organisations" ADD COLUMN "token_days" integer DEFAULT 366 NOT NULL;
--> statement-breakpoint
ALTER TABLE "identity"."sessions" ADD COLUMN "provider_id" uuid;
--> statement-breakpoint
ALTER TABLE "identity"."tokens" ADD COLUMN "datasets" uuid[];
--> statement-breakpoint
ALTER TABLE "identity"."tokens" ADD COLUMN "connection_id" uuid;
--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_subject" ON "identity"."accounts" USING btree ("provider_id","issuer","subject");
--> statement-breakpoint
CREATE INDEX "accounts_person" ON "identity"."accounts" USING btree ("person_id");
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
CREATE INDEX "providers_organisation" ON "identity"."providers" USING btree ("organisation_id");
--> statement-breakpoint
CREATE INDEX "sessions_provider" ON "identity"."sessions" USING btree ("provider_id");
--> statement-breakpoint
CREATE INDEX "tokens_connection" ON "identity"."tokens" USING btree ("connection_id");
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."accounts" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "person" ON "identity"."accounts" AS PERMISSIVE FOR ALL TO public USING ("person_id" = (SELECT NULLIF(current_setting('insites.person', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."connections" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "person" ON "identity"."connections" AS PERMISSIVE FOR ALL TO public USING ("person_id" = (SELECT NULLIF(current_setting('insites.person', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."oauth_keys" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."oauth_records" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."programs" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "identity"."programs" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."provider_flows" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."providers" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "identity"."providers" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "member" ON "identity"."providers" AS PERMISSIVE FOR SELECT TO public USING (EXISTS (SELECT FROM "identity"."memberships" m WHERE m.organisation_id = providers.organisation_id AND m.person_id = (SELECT NULLIF(current_setting('insites.person', true), ''))::uuid));
--> statement-breakpoint
ALTER TABLE "identity"."accounts" ADD CONSTRAINT "accounts_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "identity"."providers"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."accounts" ADD CONSTRAINT "accounts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "identity"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."connections" ADD CONSTRAINT "connections_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "identity"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."connections" ADD CONSTRAINT "connections_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "identity"."organisations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."programs" ADD CONSTRAINT "programs_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "identity"."organisations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."provider_flows" ADD CONSTRAINT "provider_flows_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "identity"."providers"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."provider_flows" ADD CONSTRAINT "provider_flows_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "identity"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."providers" ADD CONSTRAINT "providers_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "identity"."organisations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."sessions" ADD CONSTRAINT "sessions_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "identity"."providers"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."tokens" ADD CONSTRAINT "tokens_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "identity"."connections"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."accounts" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."connections" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."oauth_keys" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."oauth_records" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."programs" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."provider_flows" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."providers" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
COMMENT ON COLUMN "identity"."organisations"."sign_in_rule" IS 'What its members need to sign in: password, secondFactor, passkeyOfAdmins, passkey or provider.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."organisations"."token_days" IS 'Days that a new API token holds at most.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."providers" IS 'A sign-in provider of an organisation (OpenID Connect).';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."providers"."id" IS 'Names the provider.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."providers"."organisation_id" IS 'Whose it is.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."providers"."name" IS 'What its button says.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."providers"."issuer" IS 'Its address, as it calls itself.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."providers"."client_id" IS 'How it calls Insites.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."providers"."client_secret" IS 'Password of Insites at it, encrypted under the root key; empty: none.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."providers"."domains" IS 'E-mail domains whose people become members when they first sign in.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."providers"."role" IS 'Role of who becomes a member.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."providers"."groups_claim" IS 'Claim that lists groups; empty: groups decide nothing.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."providers"."group_roles" IS 'Role by group.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."providers"."second_factor" IS 'Whether a second factor that it tells of counts.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."providers"."created_at" IS 'When it was added.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."accounts" IS 'An account at a provider with which a person signs in.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."accounts"."id" IS 'Names the link.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."accounts"."provider_id" IS 'By which provider it came.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."accounts"."person_id" IS 'Whom it signs in.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."accounts"."issuer" IS 'Who vouches for it.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."accounts"."subject" IS 'What the issuer calls it, for ever.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."accounts"."created_at" IS 'When it was linked.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."accounts"."last_used_at" IS 'When it was used last; empty: never.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."provider_flows" IS 'Somebody was sent to a provider and has not come back yet.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."provider_flows"."hash" IS 'SHA-256 of the state in the address.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."provider_flows"."browser_hash" IS 'SHA-256 of the secret that the browser holds meanwhile.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."provider_flows"."provider_id" IS 'Where to.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."provider_flows"."person_id" IS 'Who links an account; empty: somebody signs in.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."provider_flows"."again" IS 'Whether the provider has to ask once more who it is.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."provider_flows"."expires_at" IS 'When it ends.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sessions"."second_factor" IS 'Second factor it was signed in with: totp, recovery, passkey or provider; empty: none.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sessions"."proven_at" IS 'When the person last proved to be the one; empty: nobody knows.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sessions"."provider_id" IS 'Provider that vouched for the person; empty: none. It then acts for its organisation only.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."tokens"."datasets" IS 'Data sets it is limited to; empty: all that its person may see.';
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
--> statement-breakpoint
COMMENT ON COLUMN "identity"."authenticators"."secret" IS 'Secret that the app shares, 160 random bits in base32, encrypted under the root key; rows of before: as it is.';
