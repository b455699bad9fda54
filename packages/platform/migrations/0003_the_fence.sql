ALTER TABLE "platform"."jobs" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "platform"."objects" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "platform"."tenant_keys" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "platform"."uploads" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "system" ON "platform"."jobs" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "platform"."jobs" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "person" ON "platform"."jobs" AS PERMISSIVE FOR ALL TO public USING (organisation_id IS NULL AND "person_id" = (SELECT NULLIF(current_setting('insites.person', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "platform"."objects" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "platform"."objects" AS PERMISSIVE FOR ALL TO public USING ("tenant" = (SELECT NULLIF(current_setting('insites.organisation', true), '')));
--> statement-breakpoint
CREATE POLICY "system" ON "platform"."tenant_keys" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "platform"."tenant_keys" AS PERMISSIVE FOR ALL TO public USING ("tenant" = (SELECT NULLIF(current_setting('insites.organisation', true), '')));
--> statement-breakpoint
CREATE POLICY "system" ON "platform"."uploads" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "platform"."uploads" AS PERMISSIVE FOR ALL TO public USING ("tenant" = (SELECT NULLIF(current_setting('insites.organisation', true), '')));
--> statement-breakpoint
ALTER TABLE "platform"."jobs" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "platform"."objects" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "platform"."tenant_keys" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "platform"."uploads" FORCE ROW LEVEL SECURITY;
