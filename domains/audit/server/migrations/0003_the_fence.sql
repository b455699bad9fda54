ALTER TABLE "audit"."entries" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "audit"."removals" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "audit"."rules" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "system" ON "audit"."entries" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "audit"."entries" AS PERMISSIVE FOR SELECT TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), '')));
--> statement-breakpoint
CREATE POLICY "person" ON "audit"."entries" AS PERMISSIVE FOR SELECT TO public USING ("actor_id" = (SELECT NULLIF(current_setting('insites.person', true), '')));
--> statement-breakpoint
CREATE POLICY "system" ON "audit"."removals" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "audit"."removals" AS PERMISSIVE FOR SELECT TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), '')));
--> statement-breakpoint
CREATE POLICY "system" ON "audit"."rules" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "audit"."rules" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), '')));
--> statement-breakpoint
ALTER TABLE "audit"."entries" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "audit"."removals" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "audit"."rules" FORCE ROW LEVEL SECURITY;
