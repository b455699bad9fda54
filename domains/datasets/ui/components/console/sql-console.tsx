import { Loaded, SplitColumns, useGo } from '@insites/ui';
import { Button, Group, Kbd, Skeleton, Stack, Text } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useSchema } from '../../queries.ts';
import { hashOfSql, sqlOfHash } from './address.ts';
import { Answer } from './answer.tsx';
import classes from './console.module.css';
import { forget, readHistory, remember } from './history.ts';
import { PastQueries } from './past-queries.tsx';
import type { EditorCommands, SqlTable } from './sql-editor.tsx';
import { TableList } from './table-list.tsx';
import { useRun } from './use-run.ts';

const SqlEditor = lazy(() => import('./sql-editor.tsx').then((m) => ({ default: m.SqlEditor })));

/** Editor, answer, tables and past questions. The question lives in the address. */
export function SqlConsole(props: {
  /** Stands in the editor when the address carries no question. */
  readonly initial: string;
  /** Offer only these tables; default: all that one may see. */
  readonly only?: string;
}) {
  const schema = useSchema();
  return (
    <Loaded query={schema}>
      {({ tables }) => (
        <Console
          tables={props.only ? tables.filter(({ name }) => name === props.only) : tables}
          initial={props.initial || exampleOf(tables)}
        />
      )}
    </Loaded>
  );
}

function Console({
  tables,
  initial,
}: {
  readonly tables: readonly SqlTable[];
  readonly initial: string;
}) {
  const { sql, type, show } = useAddressedSql(initial);
  const [past, setPast] = useState(readHistory);
  const { run, ask, stop } = useRun((asked, result) =>
    setPast(remember({ sql: asked, at: new Date().toISOString(), rows: result.rows.length })),
  );
  const start = () => {
    if (sql.trim() === '') return;
    show(sql);
    void ask(sql);
  };
  const running = run.state === 'running';
  const commands = useRef<EditorCommands | null>(null);
  const rail = (
    <Stack gap="xl">
      <TableList tables={tables} onPick={(name) => commands.current?.insert(name)} />
      <PastQueries past={past} onPick={show} onForget={() => setPast(forget())} />
    </Stack>
  );
  return (
    <SplitColumns rail={rail} railLabel="Tables and past questions">
      <Stack gap="md" className={classes.console ?? ''}>
        <Suspense fallback={<Skeleton height={150} />}>
          <SqlEditor
            value={sql}
            onChange={type}
            onRun={start}
            tables={tables}
            label="Question in SQL"
            commands={commands}
          />
        </Suspense>
        <Group gap="sm">
          {running ? (
            <Button color="red" variant="outline" onClick={stop}>
              Stop
            </Button>
          ) : (
            <Button onClick={start} disabled={sql.trim() === ''}>
              Run
            </Button>
          )}
          <Text size="xs" c="dimmed" visibleFrom="sm">
            <Kbd>Ctrl</Kbd> or <Kbd>⌘</Kbd> + <Kbd>Enter</Kbd> runs it. Only reading is possible
            here.
          </Text>
        </Group>
        <Answer run={run} />
      </Stack>
    </SplitColumns>
  );
}

/** The question in the editor, written to the hash a moment after typing so that a reload keeps it. */
function useAddressedSql(initial: string) {
  const go = useGo();
  const { hash, pathname } = useLocation();
  const fromHash = sqlOfHash(hash.startsWith('#') || hash === '' ? hash : `#${hash}`);
  const [sql, setSql] = useState(fromHash || initial);
  const written = useRef(fromHash);
  useEffect(() => {
    if (fromHash === '' || fromHash === written.current) return;
    written.current = fromHash;
    setSql(fromHash);
  }, [fromHash]);
  const write = (next: string) => {
    written.current = next;
    // Longer questions would make addresses that some programs cut.
    if (next.length <= 16_000) go(`${pathname}${hashOfSql(next)}`, { replace: true });
  };
  const later = useDebouncedCallback(write, 600);
  const type = (next: string) => {
    setSql(next);
    later(next);
  };
  const show = (next: string) => {
    setSql(next);
    later.cancel?.();
    write(next);
  };
  return { sql, type, show };
}

function exampleOf(tables: readonly SqlTable[]): string {
  const [first] = tables;
  return first ? `select *\nfrom ${first.name}\nlimit 100` : '';
}
