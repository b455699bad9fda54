import { join } from 'node:path';
import type { Bench, Figure, Line } from '../support/figure.ts';
import { credentials, type Insites, startInsites } from '../support/insites.ts';
import { quantile } from '../support/measure.ts';
import { fillHome, type HouseSize, type PeopleHome } from '../support/people-home.ts';

const large: HouseSize = {
  people: Number(process.env.BENCH_PEOPLE ?? 1_000_000),
  organisations: Number(process.env.BENCH_ORGANISATIONS ?? 50_000),
  members: 20_000,
};
/** Nearly empty: as many as fill a page, so that both answer as much. */
const small: HouseSize = { people: 120, organisations: 60, members: 60 };

const requests = 200;
const links = requests + 20;
const passwords = 60;

/** Signing in and the lists of people, in a house of a million people and in one that is nearly empty. */
export const people: Figure = async (bench) => {
  const homes = {
    full: await fillHome(join(bench.folder, 'people-full'), large, links),
    empty: await fillHome(join(bench.folder, 'people-empty'), small, links),
  };
  bench.say(
    `${large.people} people, ${large.organisations} organisations: filled in ${Math.round(homes.full.milliseconds / 1000)} s`,
  );
  const env = { INSITES_TRUST_PROXY: 'true' };
  const full = await startInsites(homes.full.home, { env });
  const empty = await startInsites(homes.empty.home, { env });
  try {
    return await lines(
      { server: full, home: homes.full },
      { server: empty, home: homes.empty },
      bench,
    );
  } finally {
    await full.stop();
    await empty.stop();
  }
};

interface House {
  readonly server: Insites;
  readonly home: PeopleHome;
}

async function lines(full: House, empty: House, bench: Bench): Promise<Line[]> {
  const found: Line[] = [];
  const measure = async (name: string, what: What, barOf: 0.5 | 0.99 | null, many = requests) => {
    const [ours, other] = await inTurn(full, empty, what, many);
    for (const share of [0.5, 0.99] as const) {
      const [a, b] = [quantile(ours, share), quantile(other, share)];
      found.push({
        figure: `People: ${name}, ${share === 0.5 ? 'p50' : 'p99'}`,
        unit: 'ms',
        ours: a,
        other: b,
        ratio: a / b,
        bar: share === barOf ? { of: 'ratio', atMost: 1.2 } : null,
        ...(share === 0.5 ? { details: { ours, other } } : {}),
      });
    }
    bench.say(`${name}: done`);
  };
  await measure('sign-in with a password', signIn, 0.99, passwords);
  await measure('sign-in with a link (no argon2)', useLink, 0.99);
  await measure('first page of 50 members', list('people?limit=50'), 0.5);
  await measure('a page further on', goOn('people?limit=25'), 0.5);
  await measure('search of a name', list('people?limit=50&search=person.57@'), 0.5);
  await measure('organisations of an operator', list('organisations?limit=50'), 0.5);
  await measure(
    'search of an organisation',
    ({ server, home }) =>
      get(
        { server, home },
        `/api/v1/identity/organisations?limit=50&search=city-${home.organisations - 1}`,
      ),
    0.5,
  );
  await measure('activity', (house) => get(house, '/api/v1/audit/entries?limit=50'), 0.5);
  return found;
}

type What = (house: House, round: number) => Promise<unknown>;

async function inTurn(full: House, empty: House, what: What, many: number) {
  const times: [number[], number[]] = [[], []];
  const warm = 10;
  for (let round = 0; round < many + warm; round += 1)
    for (const side of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const began = performance.now();
      await what(side === 0 ? full : empty, round);
      if (round >= warm) times[side].push(performance.now() - began);
    }
  return times;
}

function list(path: string): What {
  return (house) => get(house, `/api/v1/identity/${path}`);
}

/** The second page, from where the first one ended: in the full house after the middle of the list. */
function goOn(path: string): What {
  const places = new Map<House, string>();
  return async (house) => {
    let after = places.get(house);
    if (after === undefined) {
      const middle = house.home.home.endsWith('full') ? large.members / 2 : 10;
      const page = await get(house, `/api/v1/identity/${path}&offset=${middle}`);
      after = (page as { next: string }).next;
      places.set(house, after);
    }
    return get(house, `/api/v1/identity/${path}&after=${after}`);
  };
}

const signIn: What = ({ server, home }, round) =>
  post(server, 'sign-in', { email: home.email, password: home.password }, round);

const useLink: What = ({ server, home }, round) =>
  post(server, 'sign-in-link', { token: home.links[round] ?? '' }, round);

async function get({ server }: House, path: string): Promise<unknown> {
  return read(await fetch(`${server.url}${path}`, { headers: credentials }));
}

async function post({ url }: Insites, path: string, body: object, round: number): Promise<unknown> {
  return read(
    await fetch(`${url}/api/v1/identity/${path}`, {
      method: 'POST',
      // An address of its own each time: the limit by address is no part of what is measured.
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': `10.0.${round >> 8}.${round & 255}`,
      },
      body: JSON.stringify(body),
    }),
  );
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}
