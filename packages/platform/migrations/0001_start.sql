CREATE SCHEMA IF NOT EXISTS "platform";
--> statement-breakpoint
CREATE TABLE "platform"."jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"title" text NOT NULL,
	"state" text NOT NULL,
	"outcome" text,
	"input" jsonb NOT NULL,
	"organisation_id" uuid,
	"person_id" uuid,
	"object_kind" text,
	"object_id" text,
	"step" text,
	"done" double precision DEFAULT 0 NOT NULL,
	"total" double precision,
	"unit" text NOT NULL,
	"rate" double precision,
	"error" jsonb,
	"result" jsonb,
	"cancel_wanted" boolean DEFAULT false NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"crashes" integer DEFAULT 0 NOT NULL,
	"run" integer DEFAULT 0 NOT NULL,
	"worker" integer,
	"run_after" timestamp with time zone DEFAULT now() NOT NULL,
	"delivered_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "platform"."objects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"address" text NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"chunk_bytes" integer NOT NULL,
	"references" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"touched_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "objects_tenant_address" UNIQUE("tenant","address")
);
--> statement-breakpoint
CREATE TABLE "platform"."tenant_keys" (
	"tenant" text PRIMARY KEY NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."uploads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"chunk_bytes" integer NOT NULL,
	"address" text,
	"sha256" text,
	"bytes" bigint,
	"object_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"touched_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "jobs_organisation" ON "platform"."jobs" USING btree ("organisation_id","created_at" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "jobs_open" ON "platform"."jobs" USING btree ("state") WHERE "platform"."jobs"."finished_at" IS NULL;
--> statement-breakpoint
CREATE INDEX "jobs_finished" ON "platform"."jobs" USING btree ("finished_at");
--> statement-breakpoint
CREATE INDEX "objects_pending" ON "platform"."objects" USING btree ("touched_at") WHERE "platform"."objects"."references" = 0;
--> statement-breakpoint
CREATE INDEX "uploads_touched_at" ON "platform"."uploads" USING btree ("touched_at");
--> statement-breakpoint
CREATE INDEX "uploads_object_id" ON "platform"."uploads" USING btree ("object_id");
--> statement-breakpoint
CREATE FUNCTION platform.tell_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('platform_jobs', NEW.id || ' ' || NEW.state || ' ' || NEW.cancel_wanted);
  RETURN NULL;
END $$
--> statement-breakpoint
CREATE TRIGGER tell_job AFTER UPDATE ON platform.jobs
FOR EACH ROW EXECUTE FUNCTION platform.tell_job()
