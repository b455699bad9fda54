import { EmptyState, formatNumber } from '@insites/ui';
import { Stack, Text } from '@mantine/core';
import type { Duplicates } from '../../queries.ts';
import classes from './duplicates.module.css';

/** The largest groups with their rows. */
export function Groups({ found }: { readonly found: Duplicates }) {
  if (found.groups.length === 0) return <EmptyState title="No group has two rows" />;
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">
        The largest groups first. A group keeps its name when the next version is searched.
      </Text>
      {found.groups.map(({ group, rows, members }) => {
        const columns = Object.keys(members[0]?.cells ?? {});
        return (
          <section key={group} aria-label={`Group ${group}`}>
            <Text fw={600} size="sm" mb={4}>
              {formatNumber(rows)} rows, group {group}
            </Text>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls and must be reachable by keyboard */}
            <div className={classes.scroll} tabIndex={0}>
              <table className={classes.records} aria-label={`Rows of group ${group}`}>
                <thead>
                  <tr>
                    {columns.map((column) => (
                      <th key={column} scope="col">
                        {column}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {members.map(({ row, cells }) => (
                    <tr key={row}>
                      {columns.map((column) => (
                        <td key={column}>{cells[column] ?? '—'}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        );
      })}
    </Stack>
  );
}
