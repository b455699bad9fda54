import type { DatasetView } from '@insites/datasets/contract';
import { EmptyState } from '@insites/ui';
import { Button } from '@mantine/core';
import IconFileAlert from '@tabler/icons-react/dist/esm/icons/IconFileAlert.mjs';

/** A dataset without a version, and nothing on its way. */
export function FirstImport(props: {
  readonly dataset: DatasetView;
  readonly onTryAnother: () => void;
}) {
  const { dataset } = props;
  return (
    <EmptyState
      title="This dataset has no rows yet"
      icon={IconFileAlert}
      action={
        dataset.can.addVersion ? (
          <Button onClick={props.onTryAnother}>Import another file</Button>
        ) : null
      }
    >
      Import a file to fill it.
    </EmptyState>
  );
}
