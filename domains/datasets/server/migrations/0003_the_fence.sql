ALTER TABLE "datasets"."columns" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "datasets"."datasets" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "datasets"."versions" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "system" ON "datasets"."columns" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "datasets"."columns" AS PERMISSIVE FOR ALL TO public USING (EXISTS (SELECT FROM "datasets"."versions" v JOIN "datasets"."datasets" d ON d.id = v.dataset_id WHERE v.id = version_id AND d.organisation_id = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid));
--> statement-breakpoint
CREATE POLICY "public" ON "datasets"."columns" AS PERMISSIVE FOR SELECT TO public USING (EXISTS (SELECT FROM "datasets"."versions" v WHERE v.id = version_id));
--> statement-breakpoint
CREATE POLICY "system" ON "datasets"."datasets" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "datasets"."datasets" AS PERMISSIVE FOR ALL TO public USING ("organisation_id" = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid);
--> statement-breakpoint
CREATE POLICY "public" ON "datasets"."datasets" AS PERMISSIVE FOR SELECT TO public USING (visibility = 'public');
--> statement-breakpoint
CREATE POLICY "system" ON "datasets"."versions" AS PERMISSIVE FOR ALL TO public USING ((SELECT current_setting('insites.system', true) = 'on' AND CURRENT_USER = SESSION_USER));
--> statement-breakpoint
CREATE POLICY "organisation" ON "datasets"."versions" AS PERMISSIVE FOR ALL TO public USING (EXISTS (SELECT FROM "datasets"."datasets" d WHERE d.id = dataset_id AND d.organisation_id = (SELECT NULLIF(current_setting('insites.organisation', true), ''))::uuid));
--> statement-breakpoint
CREATE POLICY "public" ON "datasets"."versions" AS PERMISSIVE FOR SELECT TO public USING (EXISTS (SELECT FROM "datasets"."datasets" d WHERE d.id = dataset_id AND d.visibility = 'public'));
--> statement-breakpoint
ALTER TABLE "datasets"."columns" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "datasets"."datasets" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "datasets"."versions" FORCE ROW LEVEL SECURITY;
