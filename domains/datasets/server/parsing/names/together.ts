/** Short names that only mean a place, or a quantity, where others of their kind stand beside them. */
export const together: readonly {
  readonly heads: ReadonlySet<string>;
  readonly least: number;
  readonly parts: readonly string[];
  /** Whatever the name says alone. */
  readonly said?: 'quantity' | 'thing';
}[] = [
  // Times, and the sun's radiation from everywhere, from the sky and from the sun.
  { heads: new Set(['start']), least: 1, parts: ['stop'], said: 'quantity' },
  { heads: new Set(['ghi', 'dhi']), least: 1, parts: ['dni'], said: 'quantity' },
  // Townships of the public survey: `sec` and `rng` are no seconds and no span.
  {
    heads: new Set(['twn', 'twp', 'township', 'twnshp']),
    least: 1,
    parts: ['sec', 'section', 'rng', 'rge', 'range', 'qsec'],
  },
  // Places of the census.
  {
    heads: new Set(['sumlev', 'cousub', 'concit', 'statefp', 'countyfp']),
    least: 1,
    parts: ['place'],
  },
  // In Argentina, beside a street, the number of the house.
  {
    heads: new Set(['calle', 'calle nombre', 'nombre calle', 'calle nom']),
    least: 1,
    parts: ['altura'],
    said: 'thing',
  },
  // French places, from the region to the street.
  {
    heads: new Set(['reg', 'dep', 'com', 'arr', 'cant', 'epci', 'voie']),
    least: 2,
    parts: ['reg', 'dep', 'com', 'arr', 'cant'],
  },
];
