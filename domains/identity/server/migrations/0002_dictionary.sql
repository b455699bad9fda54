COMMENT ON TABLE "identity"."people" IS 'One row a human, across organisations. Stays when the last membership ends.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."people"."id" IS 'Names the person everywhere.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."people"."name" IS 'As the person is called in the program.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."people"."email" IS 'Address to sign in with, lower case.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."people"."password_hash" IS 'Password as argon2id in PHC form; empty: signs in by link only.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."people"."operator" IS 'Whether the person runs this installation.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."people"."created_at" IS 'When the person was added.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."people"."last_seen_at" IS 'When the person last did something here.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."organisations" IS 'A tenant: a city or one of its institutions.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."organisations"."id" IS 'Names the organisation everywhere.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."organisations"."name" IS 'As it is shown.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."organisations"."slug" IS 'Short name in addresses.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."organisations"."created_at" IS 'When it was founded here.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."memberships" IS 'Who belongs to which organisation, and as what.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."memberships"."organisation_id" IS 'The organisation.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."memberships"."person_id" IS 'The person.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."memberships"."role" IS 'What the person may do there.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."memberships"."joined_at" IS 'Since when.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."sessions" IS 'A browser that is signed in. The secret itself is only in its cookie.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sessions"."id" IS 'Names the session.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sessions"."person_id" IS 'Who is signed in.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sessions"."hash" IS 'SHA-256 of the secret in the cookie.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sessions"."organisation_id" IS 'Organisation the person acts for at the moment.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sessions"."device" IS 'Browser and system, as the browser says.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sessions"."address" IS 'Network address it was signed in from.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sessions"."created_at" IS 'When it was signed in.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sessions"."last_seen_at" IS 'When it was used last.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sessions"."expires_at" IS 'When it ends.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."tokens" IS 'A token for programs. Acts as its person, for one organisation.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."tokens"."id" IS 'Names the token.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."tokens"."person_id" IS 'Person it acts as.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."tokens"."organisation_id" IS 'Organisation it acts for.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."tokens"."name" IS 'What its owner calls it.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."tokens"."prefix" IS 'Its first characters, to recognise it by.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."tokens"."hash" IS 'SHA-256 of the token.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."tokens"."scopes" IS 'Permissions it is limited to; empty: all of the role.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."tokens"."created_at" IS 'When it was made.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."tokens"."expires_at" IS 'When it ends; empty: never.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."tokens"."last_used_at" IS 'When it was used last.';
--> statement-breakpoint
COMMENT ON TABLE "identity"."sign_in_links" IS 'A link that signs its person in once.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sign_in_links"."id" IS 'Names the link.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sign_in_links"."person_id" IS 'Who is signed in by it.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sign_in_links"."hash" IS 'SHA-256 of the secret in the link.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sign_in_links"."expires_at" IS 'When it ends.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."sign_in_links"."spent_at" IS 'When it was used; empty: not yet.';
