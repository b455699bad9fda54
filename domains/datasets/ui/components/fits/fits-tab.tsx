import type { DatasetView } from '@insites/datasets/contract';
import { EmptyState, formatNumber, Loaded } from '@insites/ui';
import { Stack, Text, Title } from '@mantine/core';
import IconPuzzle from '@tabler/icons-react/dist/esm/icons/IconPuzzle.mjs';
import { type Fits, useFits } from '../../queries.ts';
import { Fit } from './fit.tsx';
import classes from './fits.module.css';

/** Datasets that this one can be joined to or put together with, best first. */
export function FitsTab({ dataset }: { readonly dataset: DatasetView }) {
  const found = useFits(dataset.id, dataset.latest?.number ?? 0);
  return <Loaded query={found}>{(loaded) => <Shown dataset={dataset} found={loaded} />}</Loaded>;
}

function Shown({ dataset, found }: { readonly dataset: DatasetView; readonly found: Fits }) {
  const { joins, unions, ready, compared, all } = found;
  if (!ready)
    return (
      <EmptyState title="The values are still being looked at" icon={IconPuzzle}>
        What the dataset fits with is known a few seconds after an import. This page looks again by
        itself.
      </EmptyState>
    );
  if (joins.length + unions.length === 0)
    return (
      <EmptyState title="No dataset fits with this one" icon={IconPuzzle}>
        {compared === 0
          ? 'There is no other dataset that you may see. Import one, and it is compared.'
          : `${formatNumber(compared)} ${compared === 1 ? 'dataset was' : 'datasets were'} compared by names, meanings and values of the columns. Import another one, or ask in SQL if you know how they belong together.`}
      </EmptyState>
    );
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed" maw="44rem">
        Compared with {formatNumber(compared)} {compared === 1 ? 'dataset' : 'datasets'} that you
        may see{all ? '' : ', those changed last'}. Shares are of distinct values, spelled alike;
        “about” says that they are estimated. Counting the rows makes them exact.
      </Text>
      {joins.length > 0 ? (
        <section aria-labelledby="fits-joins">
          <Title order={2} size="h4" id="fits-joins" mb="xs">
            Look up in
          </Title>
          <ul className={classes.list}>
            {joins.map((join) => (
              <Fit
                key={`${join.dataset.id} ${join.mine} ${join.theirs}`}
                id={dataset.id}
                kind="join"
                fit={join}
                on={[{ mine: join.mine, theirs: join.theirs }]}
                pair={`${join.mine} = ${join.dataset.name}.${join.theirs}`}
                remarks={join.reasons}
              />
            ))}
          </ul>
        </section>
      ) : null}
      {unions.length > 0 ? (
        <section aria-labelledby="fits-unions">
          <Title order={2} size="h4" id="fits-unions" mb="xs">
            Put together with
          </Title>
          <ul className={classes.list}>
            {unions.map((union) => (
              <Fit
                key={union.dataset.id}
                id={dataset.id}
                kind="union"
                fit={union}
                on={union.columns.map(({ mine, theirs }) => ({ mine, theirs }))}
                pair={union.columns
                  .map(({ mine, theirs }) => (mine === theirs ? mine : `${mine} = ${theirs}`))
                  .join(', ')}
                remarks={onlyIn(union)}
              />
            ))}
          </ul>
        </section>
      ) : null}
    </Stack>
  );
}

function onlyIn({ onlyMine, onlyTheirs, dataset }: Fits['unions'][number]): readonly string[] {
  return [
    ...(onlyMine.length > 0 ? [`Only here: ${onlyMine.join(', ')}.`] : []),
    ...(onlyTheirs.length > 0 ? [`Only in ${dataset.name}: ${onlyTheirs.join(', ')}.`] : []),
  ];
}
