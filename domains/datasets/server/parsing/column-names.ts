const longestName = 200;

/**
 * Names for columns from the cells of a header: trimmed, on one line, never empty, unique whatever the case
 * (as the engine compares them). `column_3` stands for a blank one, `Name_2` for the second of a name.
 */
export function columnNames(header: readonly string[], width: number): readonly string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, index) => {
    const cell = (header[index] ?? '').replace(/\s+/g, ' ').replaceAll('\0', '').trim();
    const base = cell === '' ? `column_${index + 1}` : cell.slice(0, longestName);
    let name = base;
    for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${base}_${copy}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** A dataset's name from a file's: `Adopted Budget FY22-23.csv` → `adopted_budget_fy22_23`. */
export function datasetNameFrom(fileName: string): string {
  const stem = fileName
    .replace(
      /(\.(csv|tsv|txt|dat|json|ndjson|jsonl|geojson|parquet|arrow|feather|xlsx?|ods|db|sqlite3?|kml|kmz|xml|zip|gz|bz2|zst))+$/i,
      '',
    )
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
  return /^[a-z]/.test(stem) ? stem : `data_${stem}`.replace(/_$/, '');
}
