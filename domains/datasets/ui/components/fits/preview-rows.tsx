import type { JoinFit } from '@insites/datasets/contract';
import { formatNumber } from '@insites/ui';
import { Stack, Text } from '@mantine/core';
import type { FitPreview } from '../../queries.ts';
import classes from './fits.module.css';

interface PreviewProps {
  readonly preview: FitPreview;
  readonly other: JoinFit['dataset'];
}

/** What was counted, and the first rows: of a join side by side, of a union below each other. */
export function PreviewRows({ preview, other }: PreviewProps) {
  return (
    <Stack gap="xs">
      <Text fw={600} role="status">
        {preview.sentence}
      </Text>
      <Counts preview={preview} other={other} />
      {preview.rows.length > 0 ? <Rows preview={preview} other={other} /> : null}
    </Stack>
  );
}

function Counts({ preview, other }: PreviewProps) {
  const sides = [
    { name: 'this dataset', counts: preview.mine },
    { name: other.name, counts: preview.theirs },
  ];
  return (
    <dl className={classes.counts}>
      {sides.map(({ name, counts }) => (
        <div key={name}>
          <dt>Rows of {name} that match</dt>
          <dd>
            {formatNumber(counts.matchedRows)} of {formatNumber(counts.rows)}
          </dd>
        </div>
      ))}
      {preview.kind === 'join'
        ? sides.map(({ name, counts }) => (
            <div key={name}>
              <dt>Values of {name} that match</dt>
              <dd>
                {formatNumber(counts.matchedValues)} of {formatNumber(counts.values)}
              </dd>
            </div>
          ))
        : null}
    </dl>
  );
}

function Rows({ preview, other }: PreviewProps) {
  const { kind, columns, rows } = preview;
  const firstOfTheirs = columns.findIndex(({ side }) => side === 'theirs');
  const label = kind === 'join' ? 'Matched rows side by side' : 'Rows of both datasets';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls and must be reachable by keyboard
    <div className={classes.scroll} tabIndex={0}>
      <table className={classes.rows} aria-label={label}>
        <thead>
          {kind === 'join' ? (
            <tr>
              <th scope="colgroup" colSpan={firstOfTheirs}>
                This dataset
              </th>
              <th scope="colgroup" colSpan={columns.length - firstOfTheirs} data-first="">
                {other.name}
              </th>
            </tr>
          ) : null}
          <tr>
            {kind === 'union' ? <th scope="col">From</th> : null}
            {columns.map(({ name, side }, at) => (
              <th
                key={`${side} ${name}`}
                scope="col"
                {...(at === firstOfTheirs ? { 'data-first': '' } : {})}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ from, cells }, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name and never move
            <tr key={row}>
              {kind === 'union' ? (
                <th scope="row">{from === 'mine' ? 'this dataset' : other.name}</th>
              ) : null}
              {columns.map(({ name, side, matched }, at) => (
                <td
                  key={`${side} ${name}`}
                  {...(kind === 'join' && matched ? { 'data-matched': '' } : {})}
                  {...(at === firstOfTheirs ? { 'data-first': '' } : {})}
                >
                  {cells[at] ?? '—'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
