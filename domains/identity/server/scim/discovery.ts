import type { DocumentAnswer } from '@insites/platform';
import type { Attribute, Resource } from './attributes.ts';
import { faults } from './faults.ts';
import { listOfAll } from './list.ts';
import { kinds, schemas } from './schemas.ts';

const core = 'urn:ietf:params:scim:schemas:core:2.0';
/** Resources a list holds at most. */
export const mostResults = 200;

/** What of SCIM is offered here (RFC 7643 §5). */
export function serviceProviderConfig(base: string): DocumentAnswer {
  const supported = (is: boolean) => ({ supported: is });
  return found({
    schemas: [`${core}:ServiceProviderConfig`],
    patch: supported(true),
    bulk: { ...supported(false), maxOperations: 0, maxPayloadSize: 0 },
    filter: { ...supported(true), maxResults: mostResults },
    changePassword: supported(false),
    sort: supported(true),
    etag: supported(true),
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Token of the directory',
        description: 'Made by an administrator under Settings, Directory sync; shown once',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  });
}

/** The kinds of resources (RFC 7643 §6). */
export function resourceTypes(base: string): DocumentAnswer {
  return found(listOfAll(kinds.map(({ name }) => typeOf(name, base) as Resource)));
}

/** @throws identity.scimUnknown */
export function resourceType(name: string, base: string): DocumentAnswer {
  const type = typeOf(name, base);
  if (!type) throw faults.unknown('resource type', name);
  return found(type);
}

/** What resources may hold (RFC 7643 §7). */
export function allSchemas(base: string): DocumentAnswer {
  return found(listOfAll(schemas.map(({ id }) => schemaOf(id, base) as Resource)));
}

/** @throws identity.scimUnknown */
export function oneSchema(id: string, base: string): DocumentAnswer {
  const schema = schemaOf(id, base);
  if (!schema) throw faults.unknown('schema', id);
  return found(schema);
}

function typeOf(name: string, base: string): Resource | null {
  const kind = kinds.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (!kind) return null;
  return {
    schemas: [`${core}:ResourceType`],
    id: kind.name,
    name: kind.name,
    endpoint: kind.endpoint,
    description: kind.description,
    schema: kind.core.id,
    schemaExtensions: kind.extensions.map(({ id }) => ({ schema: id, required: false })),
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${kind.name}` },
  };
}

function schemaOf(id: string, base: string): Resource | null {
  const schema = schemas.find((one) => one.id.toLowerCase() === id.toLowerCase());
  if (!schema) return null;
  return {
    schemas: [`${core}:Schema`],
    id: schema.id,
    name: schema.name,
    description: schema.description,
    attributes: schema.attributes.map(describe),
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${schema.id}` },
  };
}

/** Case means nothing to what is no text. */
function describe({ caseExact, subAttributes, ...attribute }: Attribute): Resource {
  const isText = attribute.type === 'string' || attribute.type === 'reference';
  return {
    ...attribute,
    ...(isText ? { caseExact } : {}),
    ...(subAttributes ? { subAttributes: subAttributes.map(describe) } : {}),
  };
}

function found(body: Resource): DocumentAnswer {
  return { status: 200, body };
}
