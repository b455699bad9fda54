import { Title, UnstyledButton } from '@mantine/core';
import { KindIcon, kindOfType } from '../kind-icon.tsx';
import classes from './console.module.css';
import type { SqlTable } from './sql-editor.tsx';

/** Tables and columns that can be asked; a column is put at the end of the question by a click. */
export function TableList(props: {
  readonly tables: readonly SqlTable[];
  readonly onPick: (name: string) => void;
}) {
  if (props.tables.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        Tables
      </Title>
      <div className={classes.tables}>
        {props.tables.map((table) => (
          <details key={table.name} open={props.tables.length === 1}>
            <summary>
              <code>{table.name}</code> {table.title}
            </summary>
            <ul>
              {table.columns.map((column) => (
                <li key={column.name}>
                  <UnstyledButton
                    className={classes.column ?? ''}
                    onClick={() => props.onPick(quotedIfNeeded(column.name))}
                    title={column.type}
                  >
                    <KindIcon kind={kindOfType(column.type)} size={13} />
                    {column.name}
                  </UnstyledButton>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </div>
    </section>
  );
}

function quotedIfNeeded(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
