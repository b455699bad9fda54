CREATE SCHEMA IF NOT EXISTS "simplred";
--> statement-breakpoint
CREATE TYPE "simplred"."state" AS ENUM('waiting', 'running', 'done', 'failed');
--> statement-breakpoint
CREATE SEQUENCE "simplred"."numbers" INCREMENT BY 10 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1000 CACHE 1;
--> statement-breakpoint
CREATE TABLE "simplred"."events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "simplred"."events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"details" jsonb
);
--> statement-breakpoint
CREATE TABLE "simplred"."readings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"run_id" uuid NOT NULL,
	"value" double precision NOT NULL,
	"unit" text DEFAULT '1' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "simplred"."results" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"run_id" uuid NOT NULL,
	"summary" jsonb NOT NULL,
	CONSTRAINT "results_run_id_unique" UNIQUE("run_id")
);
--> statement-breakpoint
CREATE TABLE "simplred"."runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"number" integer DEFAULT nextval('simplred.numbers') NOT NULL,
	"title" text NOT NULL,
	"state" "simplred"."state" DEFAULT 'waiting' NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "simplred"."readings" ADD CONSTRAINT "readings_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "simplred"."runs"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "simplred"."results" ADD CONSTRAINT "results_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "simplred"."runs"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "readings_run" ON "simplred"."readings" USING btree ("run_id","created_at");
--> statement-breakpoint
CREATE INDEX "runs_open" ON "simplred"."runs" USING btree ("state") WHERE "simplred"."runs"."state" <> 'done';
--> statement-breakpoint
COMMENT ON TABLE "simplred"."readings" IS 'What was measured in a run.';
--> statement-breakpoint
COMMENT ON COLUMN "simplred"."readings"."unit" IS 'Of the value, as UCUM spells it.';
