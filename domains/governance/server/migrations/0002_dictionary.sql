COMMENT ON TABLE "governance"."policy_sets" IS 'Every text of the policies that was ever in force here.';
--> statement-breakpoint
COMMENT ON COLUMN "governance"."policy_sets"."version" IS 'Digest of the text; entries of the log name it.';
--> statement-breakpoint
COMMENT ON COLUMN "governance"."policy_sets"."cedar_schema" IS 'Kinds of people, things and actions that the policies speak of.';
--> statement-breakpoint
COMMENT ON COLUMN "governance"."policy_sets"."policies" IS 'The policies in Cedar, each with its name.';
--> statement-breakpoint
COMMENT ON COLUMN "governance"."policy_sets"."first_used_at" IS 'Since when it was in force.';
