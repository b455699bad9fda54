CREATE SCHEMA IF NOT EXISTS "audit";
--> statement-breakpoint
CREATE TABLE "audit"."entries" (
	"position" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"organisation_id" text,
	"actor_id" text,
	"actor_name" text NOT NULL,
	"credential" text NOT NULL,
	"address" text NOT NULL,
	"verb" text NOT NULL,
	"purpose" text,
	"object_kind" text,
	"object_id" text,
	"object_name" text,
	"version" text,
	"outcome" text NOT NULL,
	"code" text,
	"request_id" text NOT NULL,
	"details" jsonb NOT NULL,
	"leaf" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit"."head" (
	"one" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"size" bigint NOT NULL,
	CONSTRAINT "head_one" CHECK ("audit"."head"."one" = 1)
);
--> statement-breakpoint
CREATE INDEX "entries_organisation" ON "audit"."entries" USING btree ("organisation_id","position");
--> statement-breakpoint
CREATE INDEX "entries_actor" ON "audit"."entries" USING btree ("actor_id","position");
--> statement-breakpoint
CREATE INDEX "entries_object" ON "audit"."entries" USING btree ("object_id","position");
--> statement-breakpoint
INSERT INTO audit.head (one, size) VALUES (1, 0);
--> statement-breakpoint
CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit log only grows: % of %.% is refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER entries_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entries
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
--> statement-breakpoint
CREATE TRIGGER head_stays BEFORE DELETE OR TRUNCATE ON audit.head
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
--> statement-breakpoint
CREATE TRIGGER head_only_grows BEFORE UPDATE ON audit.head
  FOR EACH ROW WHEN (NEW.size <= OLD.size) EXECUTE FUNCTION audit.refuse_change();
--> statement-breakpoint
ALTER TABLE audit.entries ENABLE ALWAYS TRIGGER entries_only_grow;
--> statement-breakpoint
ALTER TABLE audit.head ENABLE ALWAYS TRIGGER head_stays;
--> statement-breakpoint
ALTER TABLE audit.head ENABLE ALWAYS TRIGGER head_only_grows;
