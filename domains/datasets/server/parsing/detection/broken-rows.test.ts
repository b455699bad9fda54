import { describe, expect, it } from 'vitest';
import { read } from './read-whole.ts';

const header = 'Issued,Fee,Kind,Work,Link,Remarks';
const kinds = ['Roof', 'Garage, detached', 'Fence'];

function permit(number: number): string {
  const kind = kinds[number % 3] as string;
  const quoted = kind.includes(',') ? `"${kind}"` : kind;
  const issued = `2024-03-${String((number % 28) + 1).padStart(2, '0')}`;
  return `${issued},${number * 10 + 5}.50,${quoted},"Permit ${number}, as drawn, by the owner","https://city.example/p/${number}",`;
}

/** Twenty permits, of which the one at `line` of the file stands there as given. */
function permits(line: number, broken: string): string {
  const rows = Array.from({ length: 20 }, (_, index) => permit(index + 1));
  return [header, ...rows.with(line - 2, broken), ''].join('\n');
}

describe('rows with an odd quote', () => {
  it('keep quotes inside of a text as they are', () => {
    const given = '2024-03-15,145.50,Fence,"The "old" mill, rear","https://city.example/p/14",';
    const { rows, rejects } = read(permits(15, given));
    expect(rejects).toEqual([]);
    expect(rows[13]?.[3]).toBe('The "old" mill, rear');
  });

  it('keep inches that nobody doubled', () => {
    const given = '2024-03-15,145.50,Fence,"Boards 6" wide, 48"","https://city.example/p/14",';
    const { rows, rejects } = read(permits(15, given));
    expect(rejects).toEqual([]);
    expect(rows[13]?.slice(3, 5)).toEqual(['Boards 6" wide, 48"', 'https://city.example/p/14']);
  });

  it('are taken where a single quote is doubled as it should be', () => {
    const given = '2024-03-15,145.50,Fence,"A ""door, no frame","https://city.example/p/14",';
    const { rows, rejects } = read(permits(15, given));
    expect(rejects).toEqual([]);
    expect(rows[13]?.[3]).toBe('A "door, no frame');
  });

  it('are not taken where a quote too many makes the right number of fields by accident', () => {
    const given =
      '2024-03-15,"145.50,"Garage, detached","Permit 14, as drawn","https://city.example/p/14",';
    const { rows, rejects } = read(permits(15, given));
    expect(rows).toHaveLength(19);
    expect(rejects).toEqual([
      {
        line: 15,
        reason: expect.stringContaining('wrong columns'),
        suggestion:
          '2024-03-15,145.50,"Garage, detached","Permit 14, as drawn",https://city.example/p/14,',
      },
    ]);
  });

  it('are not taken where a delimiter is missing before a quote', () => {
    const given = '2024-03-15,145.50,Fence"Permit 14, as drawn","https://city.example/p/14",';
    const { rows, rejects } = read(permits(15, given));
    expect(rows).toHaveLength(19);
    expect(rejects[0]?.suggestion).toBe(
      '2024-03-15,145.50,Fence,"Permit 14, as drawn",https://city.example/p/14,',
    );
  });
});

describe('rows with a delimiter too many', () => {
  it('are not taken with their values in wrong columns', () => {
    const given = '2024-03-15,145.50,Fence,,"Permit 14, as drawn","https://city.example/p/14",';
    const { rows, rejects } = read(permits(15, given));
    expect(rows).toHaveLength(19);
    expect(rejects[0]?.suggestion).toBe(
      '2024-03-15,145.50,Fence,"Permit 14, as drawn",https://city.example/p/14,',
    );
  });

  it('are told in the first row as well', () => {
    const given = '2024-03-15,145.50,Fence,"Permit 14, as drawn",,"https://city.example/p/14",';
    const { rows, rejects } = read(permits(2, given));
    expect(rows).toHaveLength(19);
    expect(rejects[0]).toMatchObject({
      line: 2,
      suggestion: '2024-03-15,145.50,Fence,"Permit 14, as drawn",https://city.example/p/14,',
    });
  });

  it('are taken where it stands at the end', () => {
    const given = '2024-03-15,145.50,Fence,"Permit 14, as drawn","https://city.example/p/14",,';
    const { rows, rejects } = read(permits(15, given));
    expect(rejects).toEqual([]);
    expect(rows[13]?.slice(2, 5)).toEqual([
      'Fence',
      'Permit 14, as drawn',
      'https://city.example/p/14',
    ]);
  });
});

describe('names', () => {
  it('are found above rows that are all broken', () => {
    const rows = Array.from({ length: 20 }, (_, index) =>
      index < 4
        ? `2024-03-0${index + 1},${index + 10},Oak Street, rear, left,open`
        : `2024-03-${index + 1},${index + 10},Elm Street ${index},open`,
    );
    const { dialect, rejects, counts } = read(['Seen,Houses,Street,State', ...rows, ''].join('\n'));
    expect(dialect.names).toEqual(['Seen', 'Houses', 'Street', 'State']);
    expect(rejects.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
    expect(counts).toMatchObject({ header: 1, preamble: 0, loaded: 16, rejected: 4 });
  });

  it('of which one opens a quote that nothing closes lose that quote only', () => {
    const broken = 'Issued,Fee,"Kind","Work",Link,"Remarks';
    const { dialect } = read(permits(15, permit(14)).replace(header, broken));
    expect(dialect.names).toEqual(['Issued', 'Fee', 'Kind', 'Work', 'Link', 'Remarks']);
  });
});

describe('names with a delimiter missing between them', () => {
  const rows = Array.from({ length: 9 }, (_, n) => `2024-03-0${n + 1},${n},Oak ${n},open\n`).join(
    '',
  );

  it('are divided where they were quoted', () => {
    const found = read(`Seen,Houses,"Street""State"\n${rows}`);
    expect(found.dialect.names).toEqual(['Seen', 'Houses', 'Street', 'State']);
    expect(found.unnamed).toBe(0);
  });

  it('are told of where they stand left of their columns', () => {
    expect(read(`Seen,HousesStreet,State\n${rows}`).unnamed).toBe(1);
    // A delimiter at the end of each row leaves no column without a name.
    const ended = rows.replaceAll('\n', ',\n');
    expect(read(`Seen,Houses,Street,State\n${ended}`).unnamed).toBe(0);
    expect(read(`Seen,Houses,Street,State\n${rows}`).unnamed).toBe(0);
  });
});

describe('a second table with one more column', () => {
  it('is told apart though its last column is empty', () => {
    const first = Array.from({ length: 8 }, (_, index) => `2023-01-0${index + 1},${index},dry`);
    const second = Array.from({ length: 6 }, (_, index) => `2024-01-0${index + 1},${index},wet,`);
    const text = ['Day,Calls,Weather', ...first, 'Day,Calls,Weather,Crew', ...second, ''];
    const { rows, rejects, others } = read(text.join('\n'));
    expect(rows).toHaveLength(8);
    expect(rejects).toEqual([]);
    expect(others).toEqual([{ line: 10, records: 7, width: 4 }]);
  });
});
