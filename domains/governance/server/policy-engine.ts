import { createHash } from 'node:crypto';
import {
  type DetailedError,
  type EntityJson,
  type EntityUidJson,
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
  validate,
} from '@cedar-policy/cedar-wasm/nodejs';
import { policies as ownPolicies, schema as ownSchema, type Policy } from './policies.ts';

/** A question to the policies, in Cedar's terms. */
export interface Question {
  readonly principal: EntityJson;
  readonly action: string;
  readonly resource: EntityJson;
  readonly permission: string;
}

/** Policies that were parsed and checked once and answer from memory. */
export interface PolicyEngine {
  /** Begins with `sha256:`; another text of any rule is another version. */
  readonly version: string;
  ask(question: Question): { readonly allowed: boolean; readonly reasons: readonly string[] };
}

/**
 * Parses the policies and checks them against the schema.
 * @throws Error naming every fault; a house with a broken rule must not open.
 */
export function openPolicyEngine(
  policies: readonly Policy[] = ownPolicies,
  schema: string = ownSchema,
): PolicyEngine {
  const staticPolicies = Object.fromEntries(policies.map(({ id, cedar }) => [id, cedar]));
  check(staticPolicies, schema);
  const text = JSON.stringify([schema, ...policies.map(({ id, cedar }) => [id, cedar])]);
  const version = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  for (const parsed of [
    preparsePolicySet(version, { staticPolicies }),
    preparseSchema(version, schema),
  ])
    if (parsed.type === 'failure') throw new Error(`Policies: ${said(parsed.errors)}`);
  return { version, ask: remembered((question) => ask(version, question)) };
}

type Ask = PolicyEngine['ask'];

const rememberedAtMost = 10_000;

/**
 * The same question has the same answer as long as the policies stand. The thing's own id is no part
 * of a question: no policy names one thing, and Cedar is asked about a thing without name, so that it holds.
 */
function remembered(ask: Ask): Ask {
  const answers = new Map<string, ReturnType<Ask>>();
  return (question) => {
    const { resource } = question;
    const nameless = { ...resource, uid: { ...uidOf(resource), id: 'any' } };
    const key = JSON.stringify([
      question.principal,
      question.action,
      nameless,
      question.permission,
    ]);
    const known = answers.get(key);
    if (known) return known;
    const answer = ask({ ...question, resource: nameless as EntityJson });
    if (answers.size >= rememberedAtMost) answers.clear();
    answers.set(key, answer);
    return answer;
  };
}

function check(staticPolicies: Record<string, string>, schema: string): void {
  const answer = validate({ schema, policies: { staticPolicies } });
  if (answer.type === 'failure') throw new Error(`Policies: ${said(answer.errors)}`);
  const faults = [...answer.validationErrors, ...answer.validationWarnings];
  if (faults.length > 0)
    throw new Error(
      `Policies: ${faults.map(({ policyId, error }) => `${policyId}: ${error.message}`).join('; ')}`,
    );
}

function ask(version: string, question: Question): ReturnType<PolicyEngine['ask']> {
  const answer = statefulIsAuthorized({
    principal: uidOf(question.principal),
    action: { type: 'Action', id: question.action },
    resource: uidOf(question.resource),
    context: { permission: question.permission },
    preparsedPolicySetId: version,
    preparsedSchemaName: version,
    validateRequest: true,
    entities: [question.principal, question.resource],
  });
  if (answer.type === 'failure') throw new Error(`Policies: ${said(answer.errors)}`);
  const { decision, diagnostics } = answer.response;
  // Cedar skips a policy that fails to evaluate; a skipped forbid would open a door.
  if (diagnostics.errors.length > 0)
    throw new Error(`Policies: ${said(diagnostics.errors.map(({ error }) => error))}`);
  return { allowed: decision === 'allow', reasons: diagnostics.reason };
}

function uidOf(entity: EntityJson): EntityUidJson {
  return entity.uid;
}

function said(faults: readonly DetailedError[]): string {
  return faults.map(({ message }) => message).join('; ');
}
