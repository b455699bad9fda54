/** Ours, from the start of the process to its end: node recreate-six.ts FOLDER MAIN-URL DATA-URL ROWS */
import { pathToFileURL } from 'node:url';
import { copyIn, createLog, recreate } from '@insites/platform';
import { readRows, readSixSchemas } from '../support/six-schemas.ts';

const [folder = '', authUrl = '', dataUrl = '', count = ''] = process.argv.slice(2);
const parts = await readSixSchemas(folder);
const { rowsOf } = await readRows();
const places = [
  { name: 'main', url: authUrl, database: 'authdb' },
  { name: 'datadb', url: dataUrl, database: 'datadb' },
].map(({ name, url, database }) => ({
  name,
  url,
  databaseName: new URL(url).pathname.slice(1),
  schemas: parts
    .filter((part) => part.database === database)
    .map(({ schema, migrations }) => ({ name: schema, migrations: pathToFileURL(migrations) })),
}));
const report = await recreate(places, {
  environment: 'test',
  confirm: places.map(({ databaseName }) => databaseName),
  log: createLog({ logLevel: 'warn' }),
  fill: async (built) => {
    for (const { schemas, database } of built)
      for (const { name } of schemas)
        for (const table of parts.find(({ schema }) => schema === name)?.tables ?? [])
          await copyIn(table, rowsOf(table, Number(count)), database);
  },
});
process.stdout.write(JSON.stringify({ milliseconds: report.milliseconds }));
