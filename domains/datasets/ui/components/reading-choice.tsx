import { Radio, Stack, Table, Text } from '@mantine/core';
import type { Understood } from '../queries.ts';

type Way = Understood['ways'][number];

const columnsShown = 8;

/** One question: which of two tables the file means. Each is shown as it would be read. */
export function ReadingChoice(props: {
  readonly ways: readonly Way[];
  readonly chosen: number | null;
  readonly onChoose: (dialect: number) => void;
}) {
  return (
    <Radio.Group
      label="This file can be read in two ways. Which is right?"
      description="Your answer is remembered for the next file of this kind."
      value={props.chosen === null ? '' : String(props.chosen)}
      onChange={(value) => props.onChoose(Number(value))}
    >
      <Stack mt="xs">
        {props.ways.map((way) => (
          <div key={way.dialect}>
            <Radio value={String(way.dialect)} label={sentence(way.how)} />
            <Preview way={way} />
          </div>
        ))}
      </Stack>
    </Radio.Group>
  );
}

function Preview({ way }: { readonly way: Way }) {
  const names = way.names.slice(0, columnsShown);
  const more = way.names.length - names.length;
  return (
    <>
      <Table.ScrollContainer minWidth={280}>
        <Table aria-label={`Preview: ${way.how}`} fz="xs" verticalSpacing={4} striped>
          <Table.Thead>
            <Table.Tr>
              {names.map((name) => (
                <Table.Th key={name}>{name}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {way.rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a preview never move
              <Table.Tr key={index}>
                {names.map((name, column) => (
                  <Table.Td key={name}>{row[column] ?? ''}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {more > 0 ? (
        <Text size="xs" c="dimmed">
          and {more} more columns
        </Text>
      ) : null}
    </>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
