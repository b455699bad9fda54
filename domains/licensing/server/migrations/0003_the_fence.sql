ALTER TABLE "licensing"."plans" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "system" ON "licensing"."plans" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "licensing"."plans" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
ALTER TABLE "licensing"."plans" FORCE ROW LEVEL SECURITY;
