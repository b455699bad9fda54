CREATE TABLE "identity"."authenticators" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint
);
--> statement-breakpoint
CREATE TABLE "identity"."challenges" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"use" text NOT NULL,
	"person_id" uuid,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity"."passkeys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"synced" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "identity"."recovery_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	"spent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "identity"."sign_in_steps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity"."tries" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "identity"."organisations" ADD COLUMN "sign_in_rule" text DEFAULT 'password' NOT NULL;
--> statement-breakpoint
ALTER TABLE "identity"."organisations" ADD COLUMN "session_hours" integer DEFAULT 24 NOT NULL;
--> statement-breakpoint
ALTER TABLE "identity"."organisations" ADD COLUMN "idle_minutes" integer DEFAULT 60 NOT NULL;
--> statement-breakpoint
ALTER TABLE "identity"."sessions" ADD COLUMN "second_factor" text;
--> statement-breakpoint
ALTER TABLE "identity"."sessions" ADD COLUMN "proven_at" timestamp with time zone;
--> statement-breakpoint
CREATE UNIQUE INDEX "passkeys_credential" ON "identity"."passkeys" USING btree ("credential_id");
--> statement-breakpoint
CREATE INDEX "passkeys_person" ON "identity"."passkeys" USING btree ("person_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "recovery_codes_hash" ON "identity"."recovery_codes" USING btree ("person_id","hash");
--> statement-breakpoint
CREATE UNIQUE INDEX "sign_in_steps_hash" ON "identity"."sign_in_steps" USING btree ("hash");
--> statement-breakpoint
ALTER TABLE "identity"."authenticators" ADD CONSTRAINT "authenticators_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "identity"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."challenges" ADD CONSTRAINT "challenges_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "identity"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."passkeys" ADD CONSTRAINT "passkeys_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "identity"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."recovery_codes" ADD CONSTRAINT "recovery_codes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "identity"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "identity"."sign_in_steps" ADD CONSTRAINT "sign_in_steps_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "identity"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
COMMENT ON COLUMN "identity"."organisations"."sign_in_rule" IS 'What its members need to sign in: password, secondFactor, passkeyOfAdmins or passkey.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."organisations"."session_hours" IS 'Hours after which a session ends in any case.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."organisations"."idle_minutes" IS 'Minutes without use after which a session ends.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sessions"."second_factor" IS 'Second factor it was signed in with: totp, recovery or passkey; empty: none.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sessions"."proven_at" IS 'When the person last proved to be the one; empty: before this was kept.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."sign_in_steps" IS 'Half a sign-in: the second factor is still owed.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sign_in_steps"."id" IS 'Names the step.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sign_in_steps"."person_id" IS 'Who is signing in.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sign_in_steps"."hash" IS 'SHA-256 of the secret the browser holds meanwhile.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sign_in_steps"."tries" IS 'Codes tried so far.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sign_in_steps"."expires_at" IS 'When it ends.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."authenticators" IS 'An app that shows codes for signing in (RFC 6238).';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."authenticators"."person_id" IS 'Whose app it is.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."authenticators"."secret" IS 'Secret that the app shares, 160 random bits in base32.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."authenticators"."created_at" IS 'When it was begun.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."authenticators"."confirmed_at" IS 'When the first code was right; empty: it does not count yet.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."authenticators"."last_step" IS 'Time step of the last code that was used; no code works twice.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."recovery_codes" IS 'Codes for the day the other factor is lost.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."recovery_codes"."id" IS 'Names the code.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."recovery_codes"."person_id" IS 'Whose code it is.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."recovery_codes"."hash" IS 'SHA-256 of the code.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."recovery_codes"."spent_at" IS 'When it was used; empty: not yet.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."passkeys" IS 'A passkey (WebAuthn). Its private half stays on the device.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."passkeys"."id" IS 'Names the passkey.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."passkeys"."person_id" IS 'Whose passkey it is.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."passkeys"."name" IS 'What its owner calls it.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."passkeys"."credential_id" IS 'What the device calls it, in base64url.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."passkeys"."public_key" IS 'Public key in COSE form.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."passkeys"."counter" IS 'How often the device says it was used; it may only grow.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."passkeys"."transports" IS 'How the device is reached, as it says.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."passkeys"."synced" IS 'Whether its maker keeps copies on other devices.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."passkeys"."created_at" IS 'When it was added.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."passkeys"."last_used_at" IS 'When it was used last; empty: never.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."challenges" IS 'A question that a passkey signs, answered once.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."challenges"."hash" IS 'SHA-256 of the challenge.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."challenges"."use" IS 'What for: signIn, add or prove.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."challenges"."person_id" IS 'Who is asked; empty: whoever signs in.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."challenges"."expires_at" IS 'When it ends.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."tries" IS 'How often somebody tried to sign in, to slow guessing down.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."tries"."key" IS 'SHA-256 of the account or address.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."tries"."count" IS 'Tries that are not forgiven yet.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."tries"."at" IS 'When the last one was.';
