import type { MadeUpCity, MadeUpTable, Planted } from './made-up-city.ts';

/**
 * A second collection, not looked at when the weights were chosen: names that say nothing, numbers that were floats,
 * large columns of which only samples are known, and counts that share names and values without being keys.
 */
export function madeUpCounty(seed: number): MadeUpCity {
  let state = seed;
  const whole = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const one = <T>(from: readonly T[]): T => from[whole(from.length)] as T;
  const pad = (number: number, length: number) => String(number).padStart(length, '0');
  const times = <T>(count: number, make: (at: number) => T): T[] =>
    Array.from({ length: count }, (_, at) => make(at));
  const hex = (length: number) => times(length, () => whole(16).toString(16)).join('');
  const different = (count: number, make: () => string) => {
    const found = new Set<string>();
    while (found.size < count) found.add(make());
    return [...found];
  };
  const sheet = (
    name: string,
    header: string,
    rows: readonly (readonly (string | number)[])[],
  ): MadeUpTable => ({ name, csv: [header, ...rows.map((row) => row.join(','))].join('\n') });
  const date = (at: number) =>
    new Date(Date.UTC(2024, 0, 1) + at * 86_400_000).toISOString().slice(0, 10);

  const schools = different(90, () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`);
  const providers = different(140, () => String(1_000_000_000 + whole(900_000_000)));
  const branches =
    'Central,North End,East Side,Harbor Point,Mill Creek,Old Town,Sunset,Lakeview,Prospect Hill,College,Union Square,Riverside,Fairmount,Glen Park,West Gate'
      .split(',')
      .map((name) => `${name} Library`);
  const tags = different(500, () => `K${hex(5)}`);
  const contracts = different(240, () => `C-${2_019 + whole(6)}-${pad(whole(5_000), 4)}`);
  const tracts = different(130, () => `0603${pad(whole(10_000_000), 7)}`);
  const species = different(
    44,
    () =>
      `${one('Red,White,Silver,Black,Norway,River,Paper,Sugar,Coast,Valley'.split(','))} ${one('Oak,Maple,Birch,Elm,Ash,Pine,Fir,Linden'.split(','))}`,
  );
  const macs = different(70, () =>
    times(6, () => hex(2))
      .join(':')
      .toUpperCase(),
  );
  const accounts = different(20_000, () => pad(whole(100_000_000), 8));
  const mails = different(160, () => `user.${hex(5)}@county.example`);

  const tables = [
    sheet(
      'schools',
      'sid,school,pupils',
      schools.map((id, at) => [id, `School ${at}`, whole(900)]),
    ),
    sheet(
      'test_results',
      'school_ref,grade,mean_score',
      times(400, () => [one(schools).toUpperCase(), 1 + whole(8), whole(1_000) / 10]),
    ),
    sheet(
      'clinics',
      'provider,beds',
      providers.map((id) => [id, whole(80)]),
    ),
    sheet(
      'claims',
      'c1,c2,c3',
      times(700, (at) => [at + 1, at % 50 === 7 ? '' : `${one(providers)}.0`, whole(90_000) / 100]),
    ),
    sheet(
      'branches',
      'branch,opened',
      branches.map((name) => [name, 1_900 + whole(120)]),
    ),
    sheet(
      'loans',
      'place,loans,month',
      times(300, () => [
        one(branches).toUpperCase().replace(' ', '  '),
        whole(4_000),
        1 + whole(12),
      ]),
    ),
    sheet(
      'wards',
      'ward,alderman',
      times(50, (at) => [at + 1, `Person ${hex(4)}`]),
    ),
    sheet(
      'crimes',
      'case_no,ward,hour',
      times(800, (at) => [`HX${pad(at * 7, 6)}`, 1 + whole(50), whole(24)]),
    ),
    sheet(
      'potholes',
      'request,ward_no,days_open',
      times(600, (at) => [at + 1, 1 + whole(50), whole(60)]),
    ),
    sheet(
      'assets',
      'tag,kind',
      tags.map((tag) => [tag, one(['pump', 'valve', 'meter'])]),
    ),
    sheet(
      'repairs',
      'a,b,minutes',
      times(420, () => [
        whole(10) < 5 ? one(tags) : `K${hex(5)}`,
        one(['day', 'night']),
        whole(500),
      ]),
    ),
    sheet(
      'contracts',
      'contract,vendor',
      contracts.map((id) => [id, `Vendor ${hex(4)}`]),
    ),
    sheet(
      'payments',
      'voucher,reference,amount',
      times(500, (at) => [
        `PV${pad(at * 11, 6)}`,
        whole(10) < 3 ? one(contracts) : `C-${2_019 + whole(6)}-${pad(5_000 + whole(5_000), 4)}`,
        whole(9_000_000) / 100,
      ]),
    ),
    sheet(
      'tracts',
      'geoid,people',
      tracts.map((id) => [id, whole(9_000)]),
    ),
    sheet(
      'poverty',
      'geo_id,rate',
      tracts.slice(0, 110).map((id) => [Number(id), whole(400) / 10]),
    ),
    sheet(
      'species',
      'common_name,native',
      species.map((name) => [name, one(['yes', 'no'])]),
    ),
    sheet(
      'trees',
      'tree_id,kind_of_tree,height',
      times(1_500, (at) => [at + 1, one(species), 2 + whole(30)]),
    ),
    sheet(
      'sensors',
      'mac,room',
      macs.map((mac) => [mac, 100 + whole(400)]),
    ),
    sheet(
      'readings',
      'id,device,celsius',
      times(3_000, (at) => [at + 1, one(macs).toLowerCase().replaceAll(':', ':'), whole(400) / 10]),
    ),
    sheet(
      'tax_rolls',
      'account,value',
      accounts.map((id) => [id, 10_000 + whole(900_000)]),
    ),
    sheet(
      'tax_bills',
      'acct,billed',
      different(15_000, () => (whole(10) < 6 ? one(accounts) : pad(whole(100_000_000), 8))).map(
        (id) => [id, whole(9_000)],
      ),
    ),
    sheet(
      'staff',
      'email,office',
      mails.map((mail) => [mail, 1 + whole(9)]),
    ),
    sheet(
      'tickets',
      'ticket,opened_by,priority',
      times(450, (at) => [at + 1, one(mails).replace('user', 'User'), 1 + whole(4)]),
    ),
    // Nothing to join by, though names and values meet.
    sheet(
      'museums',
      'museum,visitors',
      times(40, (at) => [`Museum ${hex(3)} ${at}`, whole(900)]),
    ),
    sheet(
      'pools',
      'pool,visitors',
      times(300, (at) => [`Pool ${hex(3)} ${at}`, whole(900)]),
    ),
    sheet(
      'weather',
      'noted,high,low',
      times(366, (at) => [date(at), 40 + whole(60), 10 + whole(50)]),
    ),
    sheet(
      'quiz',
      'score,passed',
      times(400, () => [whole(100), one(['yes', 'no'])]),
    ),
    sheet(
      'ages',
      'age,people',
      times(90, (at) => [at, whole(5_000)]),
    ),
  ];
  const planted: Planted[] = [
    ['schools.sid', 'test_results.school_ref'],
    ['clinics.provider', 'claims.c2'],
    ['branches.branch', 'loans.place'],
    ['wards.ward', 'crimes.ward'],
    ['wards.ward', 'potholes.ward_no'],
    ['assets.tag', 'repairs.a'],
    ['contracts.contract', 'payments.reference'],
    ['tracts.geoid', 'poverty.geo_id'],
    ['species.common_name', 'trees.kind_of_tree'],
    ['sensors.mac', 'readings.device'],
    ['tax_rolls.account', 'tax_bills.acct'],
    ['staff.email', 'tickets.opened_by'],
  ];
  return { tables, planted };
}
