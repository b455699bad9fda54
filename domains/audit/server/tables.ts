import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  customType,
  index,
  jsonb,
  pgSchema,
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
  },
  (table) => [
    index('entries_organisation').on(table.organisationId, table.position),
    index('entries_actor').on(table.actorId, table.position),
    index('entries_object').on(table.objectId, table.position),
  ],
);

/** One row: how many entries there are. Taking it puts writers of all processes in one order. */
export const head = schema.table(
  'head',
  {
    one: smallint('one').primaryKey().default(1),
    size: bigint('size', { mode: 'bigint' }).notNull(),
  },
  (table) => [check('head_one', sql`${table.one} = 1`)],
);

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
];
