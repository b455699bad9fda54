import {
  describe,
  fence,
  isHere,
  ofOrganisation,
  organisationHere,
  personHere,
  readable,
} from '@insites/platform';
import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  smallint,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});

/** This domain's own PostgreSQL schema. */
export const schema = pgSchema('audit');

/** One line each; only ever grows. Names are those of the time, not looked up again. */
export const entries = schema.table(
  'entries',
  {
    /** From 1 without gaps, in the order of commit: the leaf index of a tree over the log is `position - 1`. */
    position: bigint('position', { mode: 'bigint' }).primaryKey(),
    at: timestamp('at', { withTimezone: true, precision: 3, mode: 'date' }).notNull(),
    organisationId: text('organisation_id'),
    actorId: text('actor_id'),
    actorName: text('actor_name').notNull(),
    credential: text('credential').$type<'session' | 'token' | 'none'>().notNull(),
    address: text('address').notNull(),
    verb: text('verb').notNull(),
    purpose: text('purpose'),
    objectKind: text('object_kind'),
    objectId: text('object_id'),
    objectName: text('object_name'),
    version: text('version'),
    outcome: text('outcome').$type<'allowed' | 'refused' | 'failed'>().notNull(),
    code: text('code'),
    requestId: text('request_id').notNull(),
    details: jsonb('details').$type<Record<string, unknown>>().notNull(),
    /** RFC 9162 §2.1.1: SHA-256 of 0x00 and the canonical encoding of the other fields. */
    leaf: bytea('leaf').notNull(),
    /** Number of that encoding: which fields it has. */
    format: smallint('format').$type<1 | 2>().notNull().default(1),
    /** The organisation whose hat the actor wore, and the role in it. */
    hat: text('hat'),
    role: text('role'),
    credentialId: text('credential_id'),
    policyVersion: text('policy_version'),
    columns: jsonb('column_names').$type<string[]>(),
    rows: bigint('row_count', { mode: 'number' }),
    digest: text('digest'),
    /** 128 random bits: what stays of a removed entry, its leaf, tells nothing of what it held. */
    salt: text('salt'),
  },
  (table) => [
    ...fence(
      readable('organisation', isHere(table.organisationId, organisationHere)),
      readable('person', isHere(table.actorId, personHere)),
    ),
    index('entries_organisation').on(table.organisationId, table.position),
    index('entries_actor').on(table.actorId, table.position),
    index('entries_object').on(table.objectId, table.position),
    index('entries_datasets')
      .using('gin', sql`(${table.details} -> 'datasets') jsonb_path_ops`)
      .where(sql`${table.details} ? 'datasets'`),
  ],
);

/** One row: how many entries there are. Taking it puts writers of all processes in one order. */
export const head = schema.table(
  'head',
  {
    one: smallint('one').primaryKey().default(1),
    size: bigint('size', { mode: 'bigint' }).notNull(),
    /** Names this log: one that is made anew is another one, whatever key signs it. */
    logId: text('log_id').notNull().default(sql`replace(gen_random_uuid()::text, '-', '')`),
  },
  (table) => [check('head_one', sql`${table.one} = 1`)],
);

/** The tree's nodes of the levels 0, 8, 16 … in pieces of 256; a piece only grows (after c2sp.org/tlog-tiles). */
export const tiles = schema.table(
  'tiles',
  {
    /** 0: leaves; 1: roots of 256 leaves each; and so on. */
    level: smallint('level').notNull(),
    number: bigint('number', { mode: 'number' }).notNull(),
    /** 32 bytes each, at most 256. */
    hashes: bytea('hashes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.level, table.number] })],
);

/** Signed checkpoints of the tree. */
export const checkpoints = schema.table('checkpoints', {
  /** Entries it covers. */
  size: bigint('size', { mode: 'number' }).primaryKey(),
  at: timestamp('at', { withTimezone: true, precision: 3, mode: 'date' }).notNull(),
  /** The signed note (c2sp.org/tlog-checkpoint), as anybody may keep it. */
  note: text('note').notNull(),
});

/** Positions whose entries a run of the retention removed; their leaves stay in the tiles. */
export const removals = schema.table(
  'removals',
  {
    first: bigint('first', { mode: 'number' }).primaryKey(),
    last: bigint('last', { mode: 'number' }).notNull(),
    /** The run; an entry of the log with this object tells of it. */
    run: text('run').notNull(),
    organisationId: text('organisation_id').notNull(),
  },
  (table) => [
    ...fence(readable('organisation', isHere(table.organisationId, organisationHere))),
    index('removals_run').on(table.run),
  ],
);

/** How long an organisation keeps its entries. */
export const rules = schema.table(
  'rules',
  {
    organisationId: text('organisation_id').primaryKey(),
    /** Null: for ever. */
    keepDays: integer('keep_days'),
  },
  (table) => fence(ofOrganisation(table.organisationId)),
);

/** How far each stream to another system has come. */
export const streams = schema.table('streams', {
  name: text('name').primaryKey(),
  /** The last position that was handed over. */
  position: bigint('position', { mode: 'number' }).notNull(),
  at: timestamp('at', { withTimezone: true, precision: 3, mode: 'date' }).notNull(),
  /** What went wrong last; null when the last try went well. */
  fault: text('fault'),
});

/** What stands in each table and column. */
export const comments = [
  describe(
    entries,
    'The log: one line for each deed and each read of data. Only ever grows; names are those of the time.',
    {
      position: 'Number of the line, from 1 without gaps, in the order of commit.',
      at: 'When it happened.',
      organisationId: 'Whose log it stands in; empty: of no organisation.',
      actorId: 'Who did it; empty: a visitor, or the program itself.',
      actorName: 'Their name at that moment.',
      credential: 'How they were known: session, token or none.',
      address: 'Network address they came from.',
      verb: 'What they did: domain and verb.',
      purpose: 'Why data was read.',
      objectKind: 'Kind of the thing it was done with.',
      objectId: 'The thing.',
      objectName: 'Name of the thing at that moment.',
      version: 'Version of the thing.',
      outcome: 'How it ended: allowed, refused or failed.',
      code: 'Code of the error, when refused or failed.',
      requestId: 'The request it was part of.',
      details: 'More about it; no contents and no personal values.',
      leaf: 'SHA-256 of 0x00 and the canonical encoding of the other fields: a leaf of the tree.',
      format: 'Number of that encoding: which fields it has.',
      hat: 'Organisation whose hat the actor wore.',
      role: 'Role of the actor in that organisation.',
      credentialId: 'The session or token.',
      policyVersion: 'Which text of the policies decided.',
      columns: 'Columns of the data that were touched.',
      rows: 'Rows that went out.',
      digest: 'SHA-256 of the answer.',
      salt: '128 random bits, so that the leaf of a removed entry tells nothing of what it held.',
    },
  ),
  describe(head, 'One row: how many entries there are. Taking it puts all writers in one order.', {
    one: 'Always 1.',
    size: 'Entries that were ever written.',
    logId: 'Names this log; one that is made anew is another one.',
  }),
  describe(tiles, 'The Merkle tree over the leaves, in pieces of 256 nodes that only grow.', {
    level: '0: leaves; 1: roots of 256 leaves each; and so on.',
    number: 'Place of the piece in its level, from 0.',
    hashes: '32 bytes for each node, at most 256 of them.',
  }),
  describe(checkpoints, 'What the log signed of itself, one row a checkpoint.', {
    size: 'Entries it covers.',
    at: 'When it was signed.',
    note: 'The signed text, as anybody may keep it.',
  }),
  describe(
    removals,
    'Positions whose entries were removed by rule; their leaves stay in the tree.',
    {
      first: 'First position of a stretch.',
      last: 'Last position of the stretch.',
      run: 'The removal; an entry of the log with this object tells of it.',
      organisationId: 'Organisation whose entries they were.',
    },
  ),
  describe(rules, 'How long an organisation keeps its entries.', {
    organisationId: 'The organisation.',
    keepDays: 'Days; empty: for ever.',
  }),
  describe(streams, 'How far the log was handed over to other systems.', {
    name: 'Address of the other system, without secrets.',
    position: 'The last entry that was handed over.',
    at: 'When it last moved.',
    fault: 'What went wrong last; empty: nothing.',
  }),
];

/** What Drizzle cannot say: the log grows and nothing else, whoever asks and however. */
export const extras: readonly string[] = [
  `INSERT INTO audit.head (one, size) VALUES (1, 0);`,
  `CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit log only grows: % of %.% is refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;`,
  `CREATE TRIGGER entries_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entries
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();`,
  `CREATE TRIGGER head_stays BEFORE DELETE OR TRUNCATE ON audit.head
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();`,
  `CREATE TRIGGER head_only_grows BEFORE UPDATE ON audit.head
  FOR EACH ROW WHEN (NEW.size <= OLD.size) EXECUTE FUNCTION audit.refuse_change();`,
  // ALWAYS: they fire in a session that calls itself a replica, too.
  `ALTER TABLE audit.entries ENABLE ALWAYS TRIGGER entries_only_grow;`,
  `ALTER TABLE audit.head ENABLE ALWAYS TRIGGER head_stays;`,
  `ALTER TABLE audit.head ENABLE ALWAYS TRIGGER head_only_grows;`,
  // Since the tree: entries may go by one way only. A run of the retention writes down which positions it
  // takes, takes exactly those, and only where the tree keeps their leaves; an entry of the log tells of it.
  `DROP TRIGGER entries_only_grow ON "audit"."entries";`,
  `CREATE TRIGGER entries_only_grow BEFORE UPDATE OR TRUNCATE ON "audit"."entries"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit"."refuse_change"();`,
  `CREATE FUNCTION "audit"."refuse_unless_retention"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "audit"."removals" r WHERE r.run = current_setting('audit.retention', true)) THEN
    RAISE EXCEPTION 'The audit log only grows: % of %.% is refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;`,
  `CREATE TRIGGER entries_stay BEFORE DELETE ON "audit"."entries"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit"."refuse_unless_retention"();`,
  `CREATE FUNCTION "audit"."refuse_unaccounted"() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;`,
  `CREATE TRIGGER entries_go_accounted AFTER DELETE ON "audit"."entries"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION "audit"."refuse_unaccounted"();`,
  `CREATE FUNCTION "audit"."refuse_untold"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM "audit"."entries" e WHERE e.object_id = NEW.run AND e.verb = 'audit.retain'
      AND e.outcome = 'allowed' AND e.position > NEW.last
  ) OR EXISTS (SELECT FROM "audit"."entries" e WHERE e.position BETWEEN NEW.first AND NEW.last) THEN
    RAISE EXCEPTION 'The audit log only grows: no entry tells of the removal %', NEW.run
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;`,
  `CREATE CONSTRAINT TRIGGER removals_are_told AFTER INSERT ON "audit"."removals"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "audit"."refuse_untold"();`,
  `CREATE TRIGGER removals_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit"."removals"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit"."refuse_change"();`,
  `CREATE TRIGGER checkpoints_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit"."checkpoints"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit"."refuse_change"();`,
  `CREATE TRIGGER head_keeps_name BEFORE UPDATE ON "audit"."head"
  FOR EACH ROW WHEN (NEW.log_id <> OLD.log_id) EXECUTE FUNCTION "audit"."refuse_change"();`,
  `CREATE TRIGGER tiles_stay BEFORE DELETE OR TRUNCATE ON "audit"."tiles"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit"."refuse_change"();`,
  `CREATE TRIGGER tiles_only_grow BEFORE UPDATE ON "audit"."tiles"
  FOR EACH ROW WHEN (NEW.level <> OLD.level OR NEW.number <> OLD.number OR length(NEW.hashes) < length(OLD.hashes)
    OR substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes)
  EXECUTE FUNCTION "audit"."refuse_change"();`,
  `ALTER TABLE "audit"."entries" ENABLE ALWAYS TRIGGER entries_only_grow;`,
  `ALTER TABLE "audit"."entries" ENABLE ALWAYS TRIGGER entries_stay;`,
  `ALTER TABLE "audit"."entries" ENABLE ALWAYS TRIGGER entries_go_accounted;`,
  `ALTER TABLE "audit"."removals" ENABLE ALWAYS TRIGGER removals_are_told;`,
  `ALTER TABLE "audit"."removals" ENABLE ALWAYS TRIGGER removals_stay;`,
  `ALTER TABLE "audit"."checkpoints" ENABLE ALWAYS TRIGGER checkpoints_stay;`,
  `ALTER TABLE "audit"."head" ENABLE ALWAYS TRIGGER head_keeps_name;`,
  `ALTER TABLE "audit"."tiles" ENABLE ALWAYS TRIGGER tiles_stay;`,
  `ALTER TABLE "audit"."tiles" ENABLE ALWAYS TRIGGER tiles_only_grow;`,
];
