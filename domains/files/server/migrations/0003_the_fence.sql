ALTER TABLE "files"."files" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "files"."folders" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "files"."uploads" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "files"."versions" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "system" ON "files"."files" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "files"."files" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "public" ON "files"."files" AS PERMISSIVE FOR SELECT TO public USING (visibility = 'public');
--> statement-breakpoint
CREATE POLICY "system" ON "files"."folders" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "files"."folders" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "files"."uploads" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "files"."uploads" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "system" ON "files"."versions" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "files"."versions" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "public" ON "files"."versions" AS PERMISSIVE FOR SELECT TO public USING (EXISTS (SELECT FROM "files"."files" f WHERE f.id = file_id AND f.visibility = 'public'));
--> statement-breakpoint
ALTER TABLE "files"."files" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "files"."folders" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "files"."uploads" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "files"."versions" FORCE ROW LEVEL SECURITY;
