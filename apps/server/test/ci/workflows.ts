import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { z } from 'zod';

/** What a CI tool would run of one job. */
export interface Job {
  readonly name: string;
  /** Said in the file; what the tool keeps secret is not among it. */
  readonly env: Readonly<Record<string, string>>;
  /** One after another, each in a shell of its own. */
  readonly scripts: readonly string[];
  /** The shell the tool starts for a script, which it gets as a file. */
  readonly shell: readonly [string, ...string[]];
}

export const tools = ['github-actions', 'gitlab-ci', 'bamboo'] as const;
export type Tool = (typeof tools)[number];

const text = z.record(z.string(), z.string());
const strict = z.strictObject;

// Only what the examples use, and nothing else: a misspelt key is an error here as it is there.
const github = strict({
  name: z.string(),
  on: strict({ push: z.null(), pull_request: z.null() }),
  permissions: text,
  env: text,
  jobs: z.record(
    z.string(),
    strict({
      'runs-on': z.literal('ubuntu-latest'),
      'timeout-minutes': z.int(),
      if: z.string().optional(),
      needs: z.string().optional(),
      environment: z.string().optional(),
      concurrency: z.string().optional(),
      services: z
        .record(
          z.string(),
          strict({ image: z.string(), env: text, ports: z.array(z.string()), options: z.string() }),
        )
        .optional(),
      env: text,
      steps: z.array(
        z.union([
          strict({ uses: z.string(), with: z.record(z.string(), z.unknown()).optional() }),
          strict({ name: z.string().optional(), run: z.string() }),
        ]),
      ),
    }),
  ),
});

const gitlabJob = strict({
  stage: z.string(),
  services: z.array(strict({ name: z.string(), alias: z.string() })).optional(),
  variables: text.optional(),
  rules: z.array(strict({ if: z.string() })).optional(),
  environment: z.string().optional(),
  resource_group: z.string().optional(),
  script: z.array(z.string()),
});
const gitlab = z
  .object({
    stages: z.array(z.string()),
    variables: text,
    default: strict({ image: z.string(), timeout: z.string(), cache: z.object({}).loose() }),
  })
  .catchall(gitlabJob);

const bambooJob = strict({
  key: z.string().regex(/^[A-Z][A-Z0-9]*$/),
  docker: strict({ image: z.string() }),
  tasks: z.array(
    z.union([
      strict({ checkout: z.object({}).loose() }),
      strict({ script: strict({ interpreter: z.literal('SHELL'), scripts: z.array(z.string()) }) }),
    ]),
  ),
});
const bamboo = z
  .object({
    version: z.literal(2),
    plan: strict({ 'project-key': z.string(), key: z.string(), name: z.string() }),
    stages: z.array(z.record(z.string(), strict({ jobs: z.array(z.string()) }))),
  })
  .catchall(bambooJob);

/** The jobs of an example, in the order in which they run. Throws where the file is not what the tool takes. */
export function jobsOf(tool: Tool): readonly Job[] {
  const text = readExample(`${tool}.yml`);
  const parsed = parseDocument(text, { strict: true, uniqueKeys: true });
  const [fault] = [...parsed.errors, ...parsed.warnings];
  if (fault) throw fault;
  return readers[tool](parsed.toJS());
}

/** A script of the examples as a job of its own. */
export function scriptJob(name: string): Job {
  return { name, env: {}, scripts: [readExample(name)], shell: ['/bin/sh'] };
}

function readExample(name: string): string {
  return readFileSync(new URL(`../../../../docs/guide/ci/${name}`, import.meta.url), 'utf8');
}

const readers: Readonly<Record<Tool, (document: unknown) => readonly Job[]>> = {
  'github-actions': (document) => {
    const { env, jobs } = github.parse(document);
    return Object.entries(jobs).map(([name, job]) => ({
      name,
      env: { ...env, ...job.env },
      scripts: job.steps.flatMap((step) => ('run' in step ? [step.run] : [])),
      shell: ['bash', '-e'],
    }));
  },
  'gitlab-ci': (document) => {
    const { stages, variables, default: _, ...rest } = gitlab.parse(document);
    const jobs = Object.entries(rest) as [string, z.output<typeof gitlabJob>][];
    return stages.flatMap((stage) =>
      jobs
        .filter(([, job]) => job.stage === stage)
        .map(([name, job]) => ({
          name,
          env: { ...variables, ...job.variables },
          scripts: [job.script.join('\n')],
          shell: ['bash', '-eo', 'pipefail'] as const,
        })),
    );
  },
  bamboo: (document) => {
    const { stages, version: _, plan: __, ...rest } = bamboo.parse(document);
    const names = stages.flatMap((stage) => Object.values(stage).flatMap(({ jobs }) => jobs));
    return names.map((name) => ({
      name,
      env: {},
      scripts: bambooJob
        .parse((rest as Record<string, unknown>)[name])
        .tasks.flatMap((task) => ('script' in task ? task.script.scripts : [])),
      shell: ['/bin/sh'],
    }));
  },
};
