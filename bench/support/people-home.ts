import { createHash, randomBytes } from 'node:crypto';
import { schema as auditSchema, auditServer } from '@insites/audit/server';
import { schema as identitySchema, identityServer } from '@insites/identity/server';
import type { Role } from '@insites/kernel';
import {
  asSystem,
  createLog,
  migrate,
  openDatabase,
  readConfig,
  sealingUnder,
} from '@insites/platform';
import { hash } from '@node-rs/argon2';
import { token } from './insites.ts';

/** How large a house is. */
export interface HouseSize {
  readonly people: number;
  readonly organisations: number;
  /** Of them in the organisation that is looked at. */
  readonly members: number;
}

/** A home with so many people, and with what signs some of them in. */
export interface PeopleHome {
  readonly home: string;
  readonly organisations: number;
  readonly email: string;
  readonly password: string;
  /** One-time links, each good for one sign-in without a password. */
  readonly links: readonly string[];
  /** How long the filling took. */
  readonly milliseconds: number;
}

const password = 'correct horse battery staple';
const begun = Date.UTC(2020, 0, 1);

/** Makes a home and fills it by COPY, before a server is started on it. */
export async function fillHome(
  home: string,
  { people, organisations, members }: HouseSize,
  links: number,
): Promise<PeopleHome> {
  const config = readConfig({}, { INSITES_HOME: home, INSITES_LOG_LEVEL: 'error' });
  const log = createLog(config);
  const { database, close } = await openDatabase(config, log);
  await migrate(database, [auditSchema, identitySchema], log);
  const audit = auditServer({ database, config, log });
  const identity = identityServer(
    { database, config, log, sealing: sealingUnder(randomBytes(32)) },
    { audit, allPermissions: {} },
  );
  const began = performance.now();
  const first = await identity.firstStart({ adminToken: token });
  const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const nameOf = (index: number) => `${given[index % given.length]} ${family(index)} ${index}`;
  const emailOf = (index: number) => `person.${index}@city.example`;
  const made = async () => {
    await identity.fixtures.organisations(
      rows(organisations, (index) => ({
        id: idOf('organisation', index),
        name: `City of ${family(index)} ${index}`,
        slug: `city-${index}`,
        createdAt: new Date(begun + index * 1_000),
      })),
    );
    await identity.fixtures.people(
      rows(people, (index) => ({
        id: idOf('person', index),
        name: nameOf(index),
        email: emailOf(index),
        passwordHash: index === 0 ? passwordHash : null,
        operator: false,
        createdAt: new Date(begun + index),
        lastSeenAt: null,
      })),
    );
    await identity.fixtures.memberships(
      rows(people, (index) => ({
        organisationId:
          index < members ? first.organisationId : idOf('organisation', index % organisations),
        personId: idOf('person', index),
        role: (index % 10 === 0 ? 'steward' : 'viewer') satisfies Role,
        joinedAt: new Date(begun + index),
        label: `${nameOf(index)} ${emailOf(index)}`.toLowerCase(),
      })),
    );
    const all: string[] = [];
    for (let index = 0; index < links; index += 1)
      all.push(await identity.makeSignInLink(idOf('person', index % members)));
    await database.$client.query('VACUUM (ANALYZE) "identity"."people"');
    await database.$client.query('VACUUM (ANALYZE) "identity"."memberships"');
    await database.$client.query('VACUUM (ANALYZE) "identity"."organisations"');
    return all;
  };
  const all = await asSystem('a bench fills its house', made);
  await audit.close();
  await close();
  return {
    home,
    organisations,
    email: emailOf(0),
    password,
    links: all.map((link) => link.split('=')[1] ?? ''),
    milliseconds: performance.now() - began,
  };
}

function* rows<R>(many: number, row: (index: number) => R): Generator<R> {
  for (let index = 0; index < many; index += 1) yield row(index);
}

const given = ['Ada', 'Ben', 'Chidi', 'Dora', 'Emil', 'Fatima', 'Goro', 'Hana', 'Ivo', 'Jun'];
const syllables = ['an', 'ber', 'cor', 'dun', 'el', 'fir', 'gal', 'hom', 'ir', 'jas', 'kel', 'lor'];

/** A family name, spread so that names do not come in the order of ids. */
function family(index: number): string {
  const spread = createHash('md5').update(String(index)).digest();
  const parts = [0, 1, 2].map((at) => syllables[(spread[at] ?? 0) % syllables.length] ?? '');
  const text = parts.join('');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function idOf(kind: string, index: number): string {
  const text = createHash('md5').update(`${kind} ${index}`).digest('hex');
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-7${text.slice(13, 16)}-8${text.slice(17, 20)}-${text.slice(20, 32)}`;
}
