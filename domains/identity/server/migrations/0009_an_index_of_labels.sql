DROP INDEX "identity"."organisations_search";
--> statement-breakpoint
CREATE INDEX "organisations_search" ON "identity"."organisations" USING gist (lower("name" || ' ' || "slug") extensions.gist_trgm_ops(siglen=512));
--> statement-breakpoint
ALTER TABLE "identity"."organisations" SET (fillfactor = 45);
