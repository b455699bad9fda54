import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fixtureOf, modelsOf } from './django-models.ts';
import type { Rows, SixthPart } from './six-schemas.ts';

const run = promisify(execFile);

/** The programs that a Django project needs. */
export interface Django {
  readonly python: string;
  readonly version: string;
}

/** A Python with Django and its driver, and psql; else what is missing. */
export async function findDjango(): Promise<Django | string> {
  const psql = await run('psql', ['--version']).catch(() => null);
  if (!psql) return 'psql is not installed (Debian: postgresql-client)';
  for (const python of ['python3', '/usr/bin/python3']) {
    const asked = ['-c', 'import django, psycopg2; print(django.__version__)'];
    const found = await run(python, asked).catch(() => null);
    if (found) return { python, version: found.stdout.trim() };
  }
  return 'Django is not installed (Debian: python3-django python3-psycopg2)';
}

/** Where its databases are, and how it signs in. */
export interface DjangoDatabases {
  readonly host: string;
  readonly user: string;
  readonly password: string;
  /** The database of a schema. */
  readonly nameOf: (part: SixthPart) => string;
}

/** Writes a project with an app for each schema, their rows, and the page of shell that re-creates it. */
export async function writeDjango(
  folder: string,
  parts: readonly SixthPart[],
  at: DjangoDatabases,
  { python }: Django,
  { rows, count }: { readonly rows: Rows; readonly count: number },
): Promise<string> {
  for (const part of parts) {
    const app = join(folder, part.schema);
    await mkdir(join(app, 'migrations'), { recursive: true });
    await mkdir(join(app, 'fixtures'));
    await writeFile(join(app, '__init__.py'), '');
    await writeFile(join(app, 'migrations/__init__.py'), '');
    await writeFile(join(app, 'models.py'), modelsOf(part, part.schema));
    const fixture = JSON.stringify(fixtureOf(part, part.schema, rows, count));
    await writeFile(join(app, `fixtures/${part.schema}.json`), fixture);
  }
  await writeFile(join(folder, 'settings.py'), settings(parts, at));
  await writeFile(join(folder, 'router.py'), router);
  await writeFile(join(folder, 'manage.py'), manage);
  const script = join(folder, 'recreate.sh');
  await writeFile(script, pageOfShell(parts, at, python));
  return script;
}

function settings(parts: readonly SixthPart[], at: DjangoDatabases): string {
  const databases = parts.map(
    (part) => `    '${part.schema}': {
        'ENGINE': 'django.db.backends.postgresql', 'NAME': '${at.nameOf(part)}',
        'HOST': '${at.host}', 'USER': '${at.user}', 'PASSWORD': '${at.password}',
        'OPTIONS': {'options': '-c search_path=${part.schema},extensions'},
    },`,
  );
  return `SECRET_KEY = 'bench'
USE_TZ = True
DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'
INSTALLED_APPS = [${parts.map(({ schema }) => `'${schema}'`).join(', ')}]
DATABASE_ROUTERS = ['router.Router']
DATABASES = {
    'default': {},
${databases.join('\n')}
}
`;
}

const router = `class Router:
    def db_for_read(self, model, **hints):
        return model._meta.app_label

    def db_for_write(self, model, **hints):
        return model._meta.app_label

    def allow_migrate(self, db, app_label, **hints):
        return db == app_label
`;

const manage = `import os
import sys
from django.core.management import execute_from_command_line
os.environ['DJANGO_SETTINGS_MODULE'] = 'settings'
execute_from_command_line(sys.argv)
`;

/** Drops each schema and what is owned, makes the schemas, the migrations, and migrates app by app. */
function pageOfShell(parts: readonly SixthPart[], at: DjangoDatabases, python: string): string {
  const databases = [...new Set(parts.map(at.nameOf))];
  const psql = databases.flatMap((database) => {
    const inside = parts.filter((part) => at.nameOf(part) === database);
    return [
      `psql -q -d ${database} \\`,
      ...inside.map(({ schema }) => `  -c 'DROP SCHEMA IF EXISTS "${schema}" CASCADE' \\`),
      `  -c 'DROP OWNED BY ${at.user} CASCADE' \\`,
      `  -c 'CREATE SCHEMA extensions' -c 'CREATE EXTENSION pg_trgm SCHEMA extensions' \\`,
      ...inside.map(({ schema }) => `  -c 'CREATE SCHEMA "${schema}"' \\`),
      '  > /dev/null 2>&1',
    ];
  });
  const apps = parts.map(({ schema }) => schema);
  return [
    'set -eu',
    'cd "$(dirname "$0")"',
    `export PGHOST='${at.host}' PGUSER='${at.user}' PGPASSWORD='${at.password}' PYTHONWARNINGS=ignore`,
    ...psql,
    'rm -f */migrations/0*.py',
    `${python} manage.py makemigrations -v 0`,
    ...apps.map((app) => `${python} manage.py migrate ${app} --database ${app} -v 0`),
    ...apps.map((app) => `${python} manage.py loaddata ${app} --database ${app} -v 0`),
    '',
  ].join('\n');
}
