import { Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core';
import classes from './review.module.css';
import type { Proposals } from './review-tab.tsx';

type Step = Proposals['steps'][number];

/** Columns of whole numbers of which nothing tells what they are, to be chosen by those who know. */
export function Questions(props: {
  readonly steps: readonly Step[];
  /** Places of the questions among the steps. */
  readonly asked: readonly number[];
  readonly chosen: ReadonlySet<number>;
  /** Places of the columns that count something. Null for those who may only look. */
  readonly onChange: ((counting: readonly number[]) => void) | null;
}) {
  const { steps, asked, chosen, onChange } = props;
  if (asked.length === 0) return null;
  const counting = asked.filter((index) => chosen.has(index));
  const all = counting.length === asked.length;
  return (
    <section aria-labelledby="codes" className={classes.question}>
      <Title order={3} size="h5" id="codes" mb={4}>
        {asked.length === 1
          ? 'Does this column count something?'
          : 'Which of these columns count something?'}
      </Title>
      <Text size="sm" c="dimmed" mb="sm" maw="44rem">
        Neither the name nor the numbers tell whether they count or measure something, as the number
        of visits does, or name it, as the number of a district does. They are text until you say
        so: text is never added up, and no digit is lost.
      </Text>
      <Stack gap={6}>
        {asked.map((index) => {
          const step = steps[index];
          return step ? (
            <Checkbox
              key={index}
              checked={chosen.has(index)}
              disabled={onChange === null}
              label={step.action.column}
              description={exampleOf(step)}
              onChange={() =>
                onChange?.(
                  chosen.has(index)
                    ? counting.filter((other) => other !== index)
                    : [...counting, index],
                )
              }
            />
          ) : null;
        })}
      </Stack>
      {onChange && asked.length > 1 ? (
        <Group mt="sm">
          <Button size="compact-sm" variant="default" onClick={() => onChange(all ? [] : asked)}>
            {all ? 'None of them' : 'All of them count something'}
          </Button>
        </Group>
      ) : null}
    </section>
  );
}

function exampleOf({ examples, done }: Step): string | undefined {
  if (done) return 'Counts or measures something, as was said.';
  const values = examples.map(({ before }) => before);
  return values.length > 0 ? `For example ${values.join(', ')}` : undefined;
}
