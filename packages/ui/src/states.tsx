import { Alert, Button, Group, List, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import type { ReactNode } from 'react';
import { AppLink } from './link.tsx';
import type { Icon } from './page.ts';
import { PageHeader } from './page-header.tsx';

/** What stands where nothing is yet: says the next step. */
export function EmptyState(props: {
  readonly title: string;
  readonly icon?: Icon;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Level of the heading; 1 where the state is the whole page. */
  readonly level?: 1 | 2 | 3;
}) {
  return (
    <Paper withBorder p="xl" radius="md">
      <Stack align="center" gap="sm" ta="center">
        {props.icon ? <props.icon size={36} stroke={1.25} aria-hidden /> : null}
        <Title order={props.level ?? 2} size="h4">
          {props.title}
        </Title>
        {props.children ? (
          <Text c="dimmed" maw="34rem" component="div">
            {props.children}
          </Text>
        ) : null}
        {props.action}
      </Stack>
    </Paper>
  );
}

/** Anything thrown, in words for people. */
export function readError(error: unknown): {
  readonly message: string;
  readonly hint: string | null;
  readonly fields: readonly { readonly path: string; readonly message: string }[];
} {
  const details = (error as { details?: { hint?: string; fields?: [] } } | null)?.details;
  return {
    message: error instanceof Error ? error.message : 'Something went wrong.',
    hint: details?.hint ?? null,
    fields: details?.fields ?? [],
  };
}

/** What went wrong, what to do, and a retry when trying again makes sense. */
export function ErrorState(props: {
  readonly error: unknown;
  readonly title?: string;
  readonly onRetry?: () => void;
}) {
  const { message, hint, fields } = readError(props.error);
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={20} aria-hidden />}
      {...(props.title ? { title: props.title } : {})}
    >
      <Stack gap="xs">
        <Text size="sm">{message}</Text>
        {fields.length > 0 ? (
          <List size="sm">
            {fields.map((field) => (
              <List.Item key={`${field.path} ${field.message}`}>
                {field.path ? `${field.path}: ` : ''}
                {field.message}
              </List.Item>
            ))}
          </List>
        ) : null}
        {hint ? <Text size="sm">{hint}</Text> : null}
        {props.onRetry ? (
          <Group>
            <Button size="xs" variant="default" onClick={props.onRetry}>
              Try again
            </Button>
          </Group>
        ) : null}
      </Stack>
    </Alert>
  );
}

/** Where one goes from a page that cannot be shown. */
interface Back {
  readonly href: string;
  readonly label: string;
}

/** A whole page that cannot be shown: its heading, the way back, and why. */
function ErrorPage(props: {
  readonly error: unknown;
  readonly back: Back;
  readonly onRetry: () => void;
}) {
  const missing = (props.error as { kind?: string } | null)?.kind === 'notFound';
  return (
    <>
      <PageHeader
        title={missing ? 'Not found' : 'This page cannot be shown'}
        above={
          <AppLink href={props.back.href} size="sm">
            {props.back.label}
          </AppLink>
        }
      />
      <ErrorState error={props.error} {...(missing ? {} : { onRetry: props.onRetry })} />
    </>
  );
}

/** Grey lines in the shape of a table while it loads. */
export function LoadingTable({ rows = 6 }: { readonly rows?: number }) {
  return (
    <Stack gap="xs" aria-busy="true" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((key) => (
        <Skeleton key={key} height={36} radius="sm" />
      ))}
    </Stack>
  );
}

/** The three states of an answer in one: skeleton, error with retry, or the children. */
export function Loaded<T>(props: {
  readonly query: {
    readonly data: T | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  readonly children: (data: T) => ReactNode;
  readonly loading?: ReactNode;
  /** The answer is the whole page: an error then has a heading, and a link to here. */
  readonly back?: Back;
}) {
  const { data, error, refetch } = props.query;
  const retry = () => void refetch();
  if (data !== undefined) return props.children(data);
  if (error && props.back) return <ErrorPage error={error} back={props.back} onRetry={retry} />;
  if (error) return <ErrorState error={error} onRetry={retry} />;
  return props.loading ?? <LoadingTable />;
}
