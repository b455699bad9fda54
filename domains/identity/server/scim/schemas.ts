import { complex, flag, type Kind, many, reference, type Schema, text } from './attributes.ts';

const core = 'urn:ietf:params:scim:schemas:core:2.0';
/** URIs of the messages of RFC 7644. */
export const messages = {
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
} as const;

const user: Schema = {
  id: `${core}:User`,
  name: 'User',
  description: 'Somebody who works for the organisation',
  attributes: [
    text('userName', 'Name in the directory; unique in it.', {
      required: true,
      uniqueness: 'server',
    }),
    complex('name', 'Parts of the name.', [
      text('formatted', 'The whole name.'),
      text('familyName', 'Family name.'),
      text('givenName', 'Given name.'),
      text('middleName', 'Middle name.'),
      text('honorificPrefix', 'Title before the name.'),
      text('honorificSuffix', 'What follows the name.'),
    ]),
    text('displayName', 'Name as it is shown.'),
    text('nickName', 'Casual name.'),
    text('title', 'Position.'),
    text('userType', 'Relation to the organisation: employee, contractor …'),
    text('preferredLanguage', 'Language tag (RFC 5646).'),
    text('locale', 'For dates and numbers.'),
    text('timezone', 'Name in the time zone database.', { caseExact: true }),
    flag('active', 'Whether the person may work here; false ends sessions and tokens at once.'),
    many(
      'emails',
      'E-mail addresses; the primary one is signed in with. Not needed where the userName is one.',
      [text('value', 'The address.', { required: true })],
      { required: true },
    ),
    many('phoneNumbers', 'Telephone numbers.'),
    many('addresses', 'Postal addresses.', [
      text('formatted', 'The whole address.'),
      text('streetAddress', 'Street and number.'),
      text('locality', 'City.'),
      text('region', 'State.'),
      text('postalCode', 'Postal code.'),
      text('country', 'Country (ISO 3166-1 alpha-2).'),
    ]),
    many('roles', 'Roles in the directory; they give none here, groups do.'),
    complex(
      'groups',
      'Groups the person is in.',
      [
        text('value', 'Id of the group.', { caseExact: true, mutability: 'readOnly' }),
        reference('$ref', 'Its address.', ['Group']),
        text('display', 'Its name.', { mutability: 'readOnly' }),
        text('type', 'Always direct.', { mutability: 'readOnly' }),
      ],
      { multiValued: true, mutability: 'readOnly' },
    ),
  ],
};

const enterprise: Schema = {
  id: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  name: 'EnterpriseUser',
  description: 'Where in the organisation somebody works',
  attributes: [
    text('employeeNumber', 'Number of the employee.'),
    text('costCenter', 'Cost centre.'),
    text('organization', 'Organisation.'),
    text('division', 'Division.'),
    text('department', 'Department.'),
    complex('manager', 'Who leads the person.', [
      text('value', 'Id of the manager.', { caseExact: true }),
      text('$ref', 'Address of the manager.', { type: 'reference', referenceTypes: ['User'] }),
      text('displayName', 'Name of the manager.'),
    ]),
  ],
};

const group: Schema = {
  id: `${core}:Group`,
  name: 'Group',
  description: 'People who belong together; an administrator may give a group a role',
  attributes: [
    text('displayName', 'Name of the group; unique in the directory.', {
      required: true,
      uniqueness: 'server',
    }),
    complex(
      'members',
      'People in the group.',
      [
        text('value', 'Id of the user.', { caseExact: true, mutability: 'immutable' }),
        { ...reference('$ref', 'Address of the user.', ['User']), mutability: 'immutable' },
        text('type', 'Always User.', { mutability: 'immutable', canonicalValues: ['User'] }),
        text('display', 'Name of the user.', { mutability: 'readOnly' }),
      ],
      { multiValued: true },
    ),
  ],
};

export const userKind: Kind = {
  name: 'User',
  endpoint: '/Users',
  description: user.description,
  core: user,
  extensions: [enterprise],
  unkept: ['profileUrl', 'password', 'ims', 'photos', 'entitlements', 'x509Certificates'],
};

export const groupKind: Kind = {
  name: 'Group',
  endpoint: '/Groups',
  description: group.description,
  core: group,
  extensions: [],
  unkept: [],
};

export const kinds: readonly Kind[] = [userKind, groupKind];
export const schemas: readonly Schema[] = [user, enterprise, group];
