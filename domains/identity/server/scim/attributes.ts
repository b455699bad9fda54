/** An attribute as RFC 7643 §7 describes it. */
export interface Attribute {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'dateTime' | 'reference' | 'complex';
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: 'readWrite' | 'readOnly' | 'immutable';
  readonly returned: 'default' | 'always';
  readonly uniqueness: 'none' | 'server';
  readonly referenceTypes?: readonly string[];
  readonly canonicalValues?: readonly string[];
  readonly subAttributes?: readonly Attribute[];
}

/** A schema as RFC 7643 §7 describes it. */
export interface Schema {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

/** What a resource may hold: its own schema and the extensions, whose attributes lie under their URI. */
export interface Kind {
  readonly name: 'User' | 'Group';
  readonly endpoint: '/Users' | '/Groups';
  readonly description: string;
  readonly core: Schema;
  readonly extensions: readonly Schema[];
  /** Attributes of the standard that are not kept: giving them is no mistake. */
  readonly unkept: readonly string[];
}

/** A resource, with every name spelled as its schema does. */
export type Resource = Record<string, unknown>;

type Given = Partial<Omit<Attribute, 'name' | 'description'>>;

function attribute(name: string, description: string, given: Given): Attribute {
  return {
    name,
    type: 'string',
    multiValued: false,
    description,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...given,
  };
}

export function text(name: string, description: string, given: Given = {}): Attribute {
  return attribute(name, description, given);
}

export function flag(name: string, description: string): Attribute {
  return attribute(name, description, { type: 'boolean' });
}

export function moment(name: string, description: string): Attribute {
  return attribute(name, description, { type: 'dateTime', mutability: 'readOnly' });
}

export function reference(name: string, description: string, to: readonly string[]): Attribute {
  return attribute(name, description, {
    type: 'reference',
    referenceTypes: to,
    caseExact: true,
    mutability: 'readOnly',
  });
}

export function complex(
  name: string,
  description: string,
  subAttributes: readonly Attribute[],
  given: Given = {},
): Attribute {
  return attribute(name, description, { type: 'complex', subAttributes, ...given });
}

/** Values with a type, one of which may be the primary one (RFC 7643 §2.4). */
export function many(
  name: string,
  description: string,
  more: readonly Attribute[] = [],
  given: Given = {},
): Attribute {
  const plain = [
    text('value', 'The value.'),
    text('display', 'The value as it is shown.'),
    text('type', 'What it is for: work, home, other …'),
    flag('primary', 'Whether it is the one to use.'),
  ];
  const own = plain.filter((one) => !more.some(({ name: given }) => given === one.name));
  return complex(name, description, [...own, ...more], { multiValued: true, ...given });
}

/** Attributes of every resource (RFC 7643 §3.1); they stand in no schema. */
export const common: readonly Attribute[] = [
  text('id', 'Names the resource here.', {
    caseExact: true,
    mutability: 'readOnly',
    returned: 'always',
    uniqueness: 'server',
  }),
  text('externalId', 'Names the resource in the directory.', { caseExact: true }),
  complex(
    'meta',
    'About the resource.',
    [
      text('resourceType', 'Kind of resource.', { caseExact: true, mutability: 'readOnly' }),
      moment('created', 'When it was made.'),
      moment('lastModified', 'When it was changed last.'),
      reference('location', 'Its address.', ['uri']),
      text('version', 'Its version, as an entity tag.', {
        caseExact: true,
        mutability: 'readOnly',
      }),
    ],
    { mutability: 'readOnly' },
  ),
];
