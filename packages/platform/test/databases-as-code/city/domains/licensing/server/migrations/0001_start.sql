CREATE SCHEMA IF NOT EXISTS "licensing";
--> statement-breakpoint
CREATE TABLE "licensing"."events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "licensing"."events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"details" jsonb
);
--> statement-breakpoint
CREATE TABLE "licensing"."invoices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"plan_id" uuid NOT NULL,
	"month" date NOT NULL,
	"amount" numeric(12, 2) NOT NULL,
	"paid" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "licensing"."plans" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"seats" integer,
	"price" numeric(12, 2) DEFAULT '0' NOT NULL,
	CONSTRAINT "plans_name_unique" UNIQUE("name"),
	CONSTRAINT "plans_price" CHECK ("licensing"."plans"."price" >= 0)
);
--> statement-breakpoint
CREATE TABLE "licensing"."seats" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"plan_id" uuid NOT NULL,
	"holder" text NOT NULL,
	CONSTRAINT "seats_holder" UNIQUE("plan_id","holder")
);
--> statement-breakpoint
ALTER TABLE "licensing"."invoices" ADD CONSTRAINT "invoices_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "licensing"."plans"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "licensing"."seats" ADD CONSTRAINT "seats_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "licensing"."plans"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "invoices_open" ON "licensing"."invoices" USING btree ("month") WHERE NOT "licensing"."invoices"."paid";
--> statement-breakpoint
CREATE INDEX "invoices_plan" ON "licensing"."invoices" USING btree ("plan_id");
--> statement-breakpoint
COMMENT ON TABLE "licensing"."invoices" IS 'What is owed, a row a month.';
--> statement-breakpoint
COMMENT ON COLUMN "licensing"."invoices"."amount" IS 'In the currency of the plan.';
