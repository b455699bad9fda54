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
CREATE TABLE "identity"."provider_flows" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"browser_hash" "bytea" NOT NULL,
	"provider_id" uuid NOT NULL,
	"person_id" uuid,
	"again" boolean NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
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
ALTER TABLE "identity"."sessions" ADD COLUMN "provider_id" uuid;
--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_subject" ON "identity"."accounts" USING btree ("provider_id","issuer","subject");
--> statement-breakpoint
CREATE INDEX "accounts_person" ON "identity"."accounts" USING btree ("person_id");
--> statement-breakpoint
CREATE INDEX "providers_organisation" ON "identity"."providers" USING btree ("organisation_id");
--> statement-breakpoint
CREATE INDEX "sessions_provider" ON "identity"."sessions" USING btree ("provider_id");
--> statement-breakpoint
ALTER TABLE "identity"."accounts" ADD CONSTRAINT "accounts_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "identity"."providers"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."accounts" ADD CONSTRAINT "accounts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "identity"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."provider_flows" ADD CONSTRAINT "provider_flows_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "identity"."providers"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."provider_flows" ADD CONSTRAINT "provider_flows_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "identity"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."providers" ADD CONSTRAINT "providers_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "identity"."organisations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."sessions" ADD CONSTRAINT "sessions_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "identity"."providers"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
COMMENT ON COLUMN "identity"."organisations"."sign_in_rule" IS 'What its members need to sign in: password, secondFactor, passkeyOfAdmins, passkey or provider.';
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
