ALTER TABLE "datasets"."versions" ADD COLUMN "repairs_object_id" uuid;
--> statement-breakpoint
COMMENT ON COLUMN "datasets"."versions"."repairs_object_id" IS 'Where the repairs of rejected rows are, in the object store; empty: there are none.';
