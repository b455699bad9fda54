DROP INDEX "identity"."organisations_search";
--> statement-breakpoint
CREATE INDEX "organisations_search" ON "identity"."organisations" USING gin (lower("name" || ' ' || "slug") extensions.gin_trgm_ops);
--> statement-breakpoint
ALTER TABLE "identity"."organisations" SET (fillfactor = 45);
