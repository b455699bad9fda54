import type { DuplicatePair } from '@insites/datasets/contract';
import { Stack, Text, Title } from '@mantine/core';
import classes from './duplicates.module.css';
import { type Bar, barsOf } from './facts.ts';

/** Why a pair weighs what it weighs: each step a bar with its sentence, to the right for, to the left against. */
export function Waterfall({ pair }: { readonly pair: DuplicatePair }) {
  const { bars, sum, zero } = barsOf(pair.steps.map(({ bits }) => bits));
  return (
    <Stack gap="xs">
      <Title order={2} size="h5">
        Why
      </Title>
      <Text size="sm" c="dimmed" maw="44rem">
        Each line pulls to the right, for the same thing, or to the left, against it. The longer,
        the stronger; the last line is all of it together.
      </Text>
      <ol className={classes.steps}>
        {pair.steps.map((step, index) => (
          <Step
            key={`${step.kind} ${step.column}`}
            sentence={step.sentence}
            bits={step.bits}
            bar={bars[index]}
            zero={zero}
          />
        ))}
        <Step
          sentence={`All together: ${pair.bits >= 0 ? 'more likely the same thing' : 'more likely two things'}.`}
          bits={pair.bits}
          bar={sum}
          zero={zero}
          last
        />
      </ol>
    </Stack>
  );
}

function Step(props: {
  readonly sentence: string;
  readonly bits: number;
  readonly bar: Bar | undefined;
  readonly zero: number;
  readonly last?: boolean;
}) {
  const { sentence, bits, bar, zero, last = false } = props;
  return (
    <li className={classes.step} data-last={last || undefined}>
      <span>{sentence}</span>
      <span className={classes.number}>
        {bits > 0 ? '+' : '−'}
        {Math.abs(bits).toFixed(1)}
      </span>
      <span className={classes.track} aria-hidden>
        <span className={classes.zero} style={{ left: `${zero}%` }} />
        <span
          className={classes.bar}
          data-against={bits < 0 || undefined}
          style={{ left: `${bar?.from ?? 0}%`, width: `${bar?.width ?? 0}%` }}
        />
      </span>
    </li>
  );
}
