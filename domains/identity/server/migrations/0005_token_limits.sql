ALTER TABLE "identity"."organisations" ADD COLUMN "token_days" integer DEFAULT 366 NOT NULL;
--> statement-breakpoint
ALTER TABLE "identity"."tokens" ADD COLUMN "datasets" uuid[];
--> statement-breakpoint
COMMENT ON COLUMN "identity"."organisations"."token_days" IS 'Days that a new API token holds at most.';
--> statement-breakpoint
COMMENT ON COLUMN "identity"."tokens"."datasets" IS 'Data sets it is limited to; empty: all that its person may see.';
