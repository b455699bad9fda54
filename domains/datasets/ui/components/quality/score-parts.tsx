import type { QualityScore } from '@insites/datasets/contract';
import { formatShare } from '@insites/ui';
import { Stack, Text, Title } from '@mantine/core';
import { formatScore } from './format-score.ts';
import classes from './quality.module.css';

/** The score of a version and what it is made of, each part with how we know. */
export function ScoreParts(props: { readonly score: QualityScore; readonly version: number }) {
  const { total, parts } = props.score;
  return (
    <section className={classes.score} aria-label="Quality score">
      <Stack gap={4}>
        <Title order={2} size="h4">
          Quality
        </Title>
        <div className={classes.total}>{total === null ? '—' : formatScore(total)}</div>
        <Text size="xs" c="dimmed">
          of 100, version {props.version}: the mean of the parts that could be measured (ISO/IEC
          25012, DAMA UK).
        </Text>
      </Stack>
      <dl className={classes.parts}>
        {parts.map(({ dimension, score, weight, sentence }) => (
          <div key={dimension} className={classes.part}>
            <dt>{dimension.charAt(0).toUpperCase() + dimension.slice(1)}</dt>
            <dd>
              {score === null
                ? 'not measured'
                : `${formatScore(score)}, counts ${formatShare(weight)}`}
            </dd>
            {score === null ? null : (
              <dd className={classes.bar} aria-hidden>
                <span style={{ width: `${score}%` }} />
              </dd>
            )}
            <dd className={classes.said}>{sentence}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
