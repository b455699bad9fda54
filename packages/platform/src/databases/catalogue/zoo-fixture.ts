import pg from 'pg';

/** The schemas that `makeZoo` makes. */
export const zooSchemas = ['zoo', 'keepers'];

/** One of everything that a catalogue knows, as migrations would make it. */
export async function makeZoo(client: pg.ClientBase): Promise<void> {
  await client.query(`
CREATE SCHEMA zoo;
CREATE SCHEMA keepers;
CREATE TYPE zoo.diet AS ENUM ('plants', 'meat');
CREATE DOMAIN zoo.weight AS numeric(8, 2) CHECK (VALUE > 0);
CREATE TABLE keepers.people (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE zoo.animals (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name varchar(80) NOT NULL,
  latest integer NOT NULL,
  diet zoo.diet NOT NULL DEFAULT 'plants',
  weight zoo.weight,
  keeper integer REFERENCES keepers.people,
  name_key text GENERATED ALWAYS AS (lower(name)) STORED,
  born timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX animals_name ON zoo.animals (name);
CREATE INDEX animals_key ON zoo.animals (name_key) WHERE latest > 1;
ALTER TABLE zoo.animals ADD CONSTRAINT animals_latest CHECK (latest >= 0);
COMMENT ON TABLE zoo.animals IS 'One row an animal';
COMMENT ON COLUMN zoo.animals.name IS 'As on the sign';
CREATE VIEW zoo.heavy AS SELECT id, name FROM zoo.animals WHERE weight > 100;
CREATE SEQUENCE zoo.tickets START 7;
CREATE FUNCTION zoo.refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = zoo AS $$
BEGIN RAISE EXCEPTION 'no'; END $$;
CREATE TRIGGER animals_stay BEFORE DELETE ON zoo.animals FOR EACH STATEMENT EXECUTE FUNCTION zoo.refuse();
ALTER TABLE zoo.animals ENABLE ALWAYS TRIGGER animals_stay;
ALTER TABLE zoo.animals ENABLE ROW LEVEL SECURITY;
CREATE POLICY animals_light ON zoo.animals FOR SELECT USING (weight < 5000);
GRANT USAGE ON SCHEMA zoo TO pg_monitor;
GRANT SELECT ON zoo.animals TO pg_monitor;
GRANT UPDATE (name) ON zoo.animals TO pg_monitor;`);
}

/** A database with the zoo in it, and a connection to it. */
export interface Zoo extends AsyncDisposable {
  readonly client: pg.Client;
  readonly url: string;
}

/** For tests: makes the zoo in an empty database, which goes with it. */
export async function openZoo(test: { readonly url: string; drop(): Promise<void> }): Promise<Zoo> {
  const client = new pg.Client(test.url);
  await client.connect();
  await makeZoo(client);
  const close = async () => {
    await client.end();
    await test.drop();
  };
  return { client, url: test.url, [Symbol.asyncDispose]: close };
}
