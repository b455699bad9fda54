CREATE TABLE "audit"."checkpoints" (
	"size" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit"."removals" (
	"first" bigint PRIMARY KEY NOT NULL,
	"last" bigint NOT NULL,
	"run" text NOT NULL,
	"organisation_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit"."rules" (
	"organisation_id" text PRIMARY KEY NOT NULL,
	"keep_days" integer
);
--> statement-breakpoint
CREATE TABLE "audit"."streams" (
	"name" text PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"fault" text
);
--> statement-breakpoint
CREATE TABLE "audit"."tiles" (
	"level" smallint NOT NULL,
	"number" bigint NOT NULL,
	"hashes" "bytea" NOT NULL,
	CONSTRAINT "tiles_level_number_pk" PRIMARY KEY("level","number")
);
--> statement-breakpoint
ALTER TABLE "audit"."entries" ADD COLUMN "format" smallint DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE "audit"."entries" ADD COLUMN "hat" text;
--> statement-breakpoint
ALTER TABLE "audit"."entries" ADD COLUMN "role" text;
--> statement-breakpoint
ALTER TABLE "audit"."entries" ADD COLUMN "credential_id" text;
--> statement-breakpoint
ALTER TABLE "audit"."entries" ADD COLUMN "policy_version" text;
--> statement-breakpoint
ALTER TABLE "audit"."entries" ADD COLUMN "column_names" jsonb;
--> statement-breakpoint
ALTER TABLE "audit"."entries" ADD COLUMN "row_count" bigint;
--> statement-breakpoint
ALTER TABLE "audit"."entries" ADD COLUMN "digest" text;
--> statement-breakpoint
ALTER TABLE "audit"."entries" ADD COLUMN "salt" text;
--> statement-breakpoint
ALTER TABLE "audit"."head" ADD COLUMN "log_id" text DEFAULT replace(gen_random_uuid()::text, '-', '') NOT NULL;
--> statement-breakpoint
CREATE INDEX "removals_run" ON "audit"."removals" USING btree ("run");
--> statement-breakpoint
CREATE INDEX "entries_datasets" ON "audit"."entries" USING gin (("details" -> 'datasets') jsonb_path_ops) WHERE "audit"."entries"."details" ? 'datasets';
--> statement-breakpoint
DROP TRIGGER entries_only_grow ON "audit"."entries";
--> statement-breakpoint
CREATE TRIGGER entries_only_grow BEFORE UPDATE OR TRUNCATE ON "audit"."entries"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit"."refuse_change"();
--> statement-breakpoint
CREATE FUNCTION "audit"."refuse_unless_retention"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "audit"."removals" r WHERE r.run = current_setting('audit.retention', true)) THEN
    RAISE EXCEPTION 'The audit log only grows: % of %.% is refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER entries_stay BEFORE DELETE ON "audit"."entries"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit"."refuse_unless_retention"();
--> statement-breakpoint
CREATE FUNCTION "audit"."refuse_unaccounted"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM gone
    LEFT JOIN "audit"."removals" r ON r.run = current_setting('audit.retention', true)
      AND gone.position BETWEEN r.first AND r.last AND r.organisation_id = gone.organisation_id
    LEFT JOIN "audit"."tiles" t ON t.level = 0 AND t.number = (gone.position - 1) / 256
    WHERE r.run IS NULL OR gone.verb = 'audit.retain'
      OR substr(t.hashes, ((gone.position - 1) % 256)::int * 32 + 1, 32) IS DISTINCT FROM gone.leaf
  ) THEN
    RAISE EXCEPTION 'The audit log only grows: entries that no run of the retention accounts for stay'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER entries_go_accounted AFTER DELETE ON "audit"."entries"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION "audit"."refuse_unaccounted"();
--> statement-breakpoint
CREATE FUNCTION "audit"."refuse_untold"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM "audit"."entries" e WHERE e.object_id = NEW.run AND e.verb = 'audit.retain'
      AND e.outcome = 'allowed' AND e.position > NEW.last
  ) OR EXISTS (SELECT FROM "audit"."entries" e WHERE e.position BETWEEN NEW.first AND NEW.last) THEN
    RAISE EXCEPTION 'The audit log only grows: no entry tells of the removal %', NEW.run
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER removals_are_told AFTER INSERT ON "audit"."removals"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "audit"."refuse_untold"();
--> statement-breakpoint
CREATE TRIGGER removals_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit"."removals"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit"."refuse_change"();
--> statement-breakpoint
CREATE TRIGGER checkpoints_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit"."checkpoints"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit"."refuse_change"();
--> statement-breakpoint
CREATE TRIGGER head_keeps_name BEFORE UPDATE ON "audit"."head"
  FOR EACH ROW WHEN (NEW.log_id <> OLD.log_id) EXECUTE FUNCTION "audit"."refuse_change"();
--> statement-breakpoint
CREATE TRIGGER tiles_stay BEFORE DELETE OR TRUNCATE ON "audit"."tiles"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit"."refuse_change"();
--> statement-breakpoint
CREATE TRIGGER tiles_only_grow BEFORE UPDATE ON "audit"."tiles"
  FOR EACH ROW WHEN (NEW.level <> OLD.level OR NEW.number <> OLD.number OR length(NEW.hashes) < length(OLD.hashes)
    OR substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes)
  EXECUTE FUNCTION "audit"."refuse_change"();
--> statement-breakpoint
ALTER TABLE "audit"."entries" ENABLE ALWAYS TRIGGER entries_only_grow;
--> statement-breakpoint
ALTER TABLE "audit"."entries" ENABLE ALWAYS TRIGGER entries_stay;
--> statement-breakpoint
ALTER TABLE "audit"."entries" ENABLE ALWAYS TRIGGER entries_go_accounted;
--> statement-breakpoint
ALTER TABLE "audit"."removals" ENABLE ALWAYS TRIGGER removals_are_told;
--> statement-breakpoint
ALTER TABLE "audit"."removals" ENABLE ALWAYS TRIGGER removals_stay;
--> statement-breakpoint
ALTER TABLE "audit"."checkpoints" ENABLE ALWAYS TRIGGER checkpoints_stay;
--> statement-breakpoint
ALTER TABLE "audit"."head" ENABLE ALWAYS TRIGGER head_keeps_name;
--> statement-breakpoint
ALTER TABLE "audit"."tiles" ENABLE ALWAYS TRIGGER tiles_stay;
--> statement-breakpoint
ALTER TABLE "audit"."tiles" ENABLE ALWAYS TRIGGER tiles_only_grow;
--> statement-breakpoint
COMMENT ON TABLE "audit"."entries" IS 'The log: one line for each deed and each read of data. Only ever grows; names are those of the time.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."position" IS 'Number of the line, from 1 without gaps, in the order of commit.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."at" IS 'When it happened.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."organisation_id" IS 'Whose log it stands in; empty: of no organisation.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."actor_id" IS 'Who did it; empty: a visitor, or the program itself.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."actor_name" IS 'Their name at that moment.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."credential" IS 'How they were known: session, token or none.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."address" IS 'Network address they came from.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."verb" IS 'What they did: domain and verb.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."purpose" IS 'Why data was read.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."object_kind" IS 'Kind of the thing it was done with.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."object_id" IS 'The thing.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."object_name" IS 'Name of the thing at that moment.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."version" IS 'Version of the thing.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."outcome" IS 'How it ended: allowed, refused or failed.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."code" IS 'Code of the error, when refused or failed.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."request_id" IS 'The request it was part of.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."details" IS 'More about it; no contents and no personal values.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."leaf" IS 'SHA-256 of 0x00 and the canonical encoding of the other fields: a leaf of the tree.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."format" IS 'Number of that encoding: which fields it has.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."hat" IS 'Organisation whose hat the actor wore.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."role" IS 'Role of the actor in that organisation.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."credential_id" IS 'The session or token.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."policy_version" IS 'Which text of the policies decided.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."column_names" IS 'Columns of the data that were touched.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."row_count" IS 'Rows that went out.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."digest" IS 'SHA-256 of the answer.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."entries"."salt" IS '128 random bits, so that the leaf of a removed entry tells nothing of what it held.';
--> statement-breakpoint
COMMENT ON TABLE "audit"."head" IS 'One row: how many entries there are. Taking it puts all writers in one order.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."head"."one" IS 'Always 1.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."head"."size" IS 'Entries that were ever written.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."head"."log_id" IS 'Names this log; one that is made anew is another one.';
--> statement-breakpoint
COMMENT ON TABLE "audit"."tiles" IS 'The Merkle tree over the leaves, in pieces of 256 nodes that only grow.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."tiles"."level" IS '0: leaves; 1: roots of 256 leaves each; and so on.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."tiles"."number" IS 'Place of the piece in its level, from 0.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."tiles"."hashes" IS '32 bytes for each node, at most 256 of them.';
--> statement-breakpoint
COMMENT ON TABLE "audit"."checkpoints" IS 'What the log signed of itself, one row a checkpoint.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."checkpoints"."size" IS 'Entries it covers.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."checkpoints"."at" IS 'When it was signed.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."checkpoints"."note" IS 'The signed text, as anybody may keep it.';
--> statement-breakpoint
COMMENT ON TABLE "audit"."removals" IS 'Positions whose entries were removed by rule; their leaves stay in the tree.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."removals"."first" IS 'First position of a stretch.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."removals"."last" IS 'Last position of the stretch.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."removals"."run" IS 'The removal; an entry of the log with this object tells of it.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."removals"."organisation_id" IS 'Organisation whose entries they were.';
--> statement-breakpoint
COMMENT ON TABLE "audit"."rules" IS 'How long an organisation keeps its entries.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."rules"."organisation_id" IS 'The organisation.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."rules"."keep_days" IS 'Days; empty: for ever.';
--> statement-breakpoint
COMMENT ON TABLE "audit"."streams" IS 'How far the log was handed over to other systems.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."streams"."name" IS 'Address of the other system, without secrets.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."streams"."position" IS 'The last entry that was handed over.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."streams"."at" IS 'When it last moved.';
--> statement-breakpoint
COMMENT ON COLUMN "audit"."streams"."fault" IS 'What went wrong last; empty: nothing.';
