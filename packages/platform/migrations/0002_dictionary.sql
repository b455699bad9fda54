COMMENT ON TABLE "platform"."jobs" IS 'Every job: what was asked for, how far it is and how it ended.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."id" IS 'Names the job.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."name" IS 'Kind of job.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."title" IS 'As it is shown.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."state" IS 'waiting, running, undoing, done, failed or cancelled.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."outcome" IS 'How it ended, while what stands half-done is being undone.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."input" IS 'What it was asked to do.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."organisation_id" IS 'Organisation it works for.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."person_id" IS 'Who asked for it.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."object_kind" IS 'Kind of thing it works on.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."object_id" IS 'The thing it works on.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."step" IS 'What it does at the moment.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."done" IS 'How much is done, in units.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."total" IS 'How much there is to do, in units; empty: not known.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."unit" IS 'What done and total count.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."rate" IS 'Units a second.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."error" IS 'Why it failed.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."result" IS 'What came of it.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."cancel_wanted" IS 'Whether somebody asked to stop it.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."attempt" IS 'Tries that failed.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."crashes" IS 'Times a process ended while it ran the job.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."run" IS 'How often it was taken: who holds an older number has lost it.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."worker" IS 'Number of the advisory lock that the process running it holds.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."run_after" IS 'Not before this moment.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."delivered_at" IS 'When its id was last put in the queue; empty: it has to be.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."created_at" IS 'When it was asked for.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."jobs"."finished_at" IS 'When it ended.';
--> statement-breakpoint
COMMENT ON TABLE "platform"."tenant_keys" IS 'One random key a tenant. Losing a row loses all of the tenant''s bytes.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."tenant_keys"."tenant" IS 'The tenant.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."tenant_keys"."wrapped_key" IS 'The key, encrypted by the root key.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."tenant_keys"."created_at" IS 'When it was made.';
--> statement-breakpoint
COMMENT ON TABLE "platform"."objects" IS 'Every stored content, once a tenant. Without references the sweep deletes it.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."objects"."id" IS 'Names the content.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."objects"."tenant" IS 'Whose it is.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."objects"."address" IS 'Its name in the store: HMAC-SHA-256 of its SHA-256 under a key of the tenant.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."objects"."bytes" IS 'Length of the content.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."objects"."sha256" IS 'SHA-256 of the content.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."objects"."wrapped_key" IS 'Key of the content, encrypted by the key of the tenant.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."objects"."chunk_bytes" IS 'Length of the pieces that are sealed one by one.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."objects"."references" IS 'How many rows elsewhere need it; none: it is deleted after a while.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."objects"."created_at" IS 'When it was stored.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."objects"."touched_at" IS 'When it was last put or dropped; the grace before deleting counts from here.';
--> statement-breakpoint
COMMENT ON TABLE "platform"."uploads" IS 'Uploads under way. How much has arrived is told by the stored bytes.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."uploads"."id" IS 'Names the upload.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."uploads"."tenant" IS 'Whose it is.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."uploads"."wrapped_key" IS 'Key of the content, encrypted by the key of the tenant.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."uploads"."chunk_bytes" IS 'Length of the pieces that are sealed one by one.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."uploads"."address" IS 'Its name in the store, written before it is there, so that finishing can be repeated.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."uploads"."sha256" IS 'SHA-256 of the whole content, once it is known.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."uploads"."bytes" IS 'Length of the whole content, once it is known.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."uploads"."object_id" IS 'The object it became.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."uploads"."created_at" IS 'When it began.';
--> statement-breakpoint
COMMENT ON COLUMN "platform"."uploads"."touched_at" IS 'When bytes last came.';
