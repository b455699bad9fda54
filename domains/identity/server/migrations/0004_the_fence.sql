ALTER TABLE "identity"."authenticators" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."challenges" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."memberships" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."organisations" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."passkeys" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."people" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."recovery_codes" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."sessions" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."sign_in_links" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."sign_in_steps" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."tokens" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."tries" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."authenticators" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "person" ON "identity"."authenticators" AS PERMISSIVE FOR ALL TO public USING ("person_id" = (SELECT NULLIF(current_setting('insites.person', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."challenges" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "person" ON "identity"."challenges" AS PERMISSIVE FOR ALL TO public USING ("person_id" = (SELECT NULLIF(current_setting('insites.person', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."memberships" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "identity"."memberships" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "person" ON "identity"."memberships" AS PERMISSIVE FOR SELECT TO public USING ("person_id" = (SELECT NULLIF(current_setting('insites.person', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."organisations" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "identity"."organisations" AS PERMISSIVE FOR ALL TO public USING ("id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "member" ON "identity"."organisations" AS PERMISSIVE FOR SELECT TO public USING (EXISTS (SELECT FROM "identity"."memberships" m WHERE m.organisation_id = organisations.id AND m.person_id = (SELECT NULLIF(current_setting('insites.person', true), ''))::uuid));
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."passkeys" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "person" ON "identity"."passkeys" AS PERMISSIVE FOR ALL TO public USING ("person_id" = (SELECT NULLIF(current_setting('insites.person', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."people" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "person" ON "identity"."people" AS PERMISSIVE FOR ALL TO public USING ("id" = (SELECT NULLIF(current_setting('insites.person', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "colleague" ON "identity"."people" AS PERMISSIVE FOR SELECT TO public USING (EXISTS (SELECT FROM "identity"."memberships" m WHERE m.person_id = people.id AND m.organisation_id = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid));
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."recovery_codes" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "person" ON "identity"."recovery_codes" AS PERMISSIVE FOR ALL TO public USING ("person_id" = (SELECT NULLIF(current_setting('insites.person', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."sessions" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "person" ON "identity"."sessions" AS PERMISSIVE FOR ALL TO public USING ("person_id" = (SELECT NULLIF(current_setting('insites.person', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."sign_in_links" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "person" ON "identity"."sign_in_links" AS PERMISSIVE FOR ALL TO public USING ("person_id" = (SELECT NULLIF(current_setting('insites.person', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."sign_in_steps" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "person" ON "identity"."sign_in_steps" AS PERMISSIVE FOR ALL TO public USING ("person_id" = (SELECT NULLIF(current_setting('insites.person', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."tokens" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "person" ON "identity"."tokens" AS PERMISSIVE FOR ALL TO public USING ("person_id" = (SELECT NULLIF(current_setting('insites.person', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "identity"."tries" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
ALTER TABLE "identity"."authenticators" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."challenges" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."memberships" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."organisations" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."passkeys" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."people" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."recovery_codes" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."sessions" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."sign_in_links" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."sign_in_steps" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."tokens" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identity"."tries" FORCE ROW LEVEL SECURITY;
