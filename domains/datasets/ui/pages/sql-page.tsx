import { PageHeader } from '@insites/ui';
import { SqlConsole } from '../components/console/sql-console.tsx';

/** Questions in SQL over every dataset one may read. */
export function SqlPage() {
  return (
    <>
      <PageHeader title="SQL">
        Ask across datasets. The name of a dataset is the name of its table.
      </PageHeader>
      <SqlConsole initial="" />
    </>
  );
}
