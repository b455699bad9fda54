import { errors } from '@insites/kernel';

/** Where kept objects lie. The id behind the address keeps the blobs of two puts of one content apart, so that neither can overwrite or delete the other's. */
export function keptKey(object: {
  readonly id: string;
  readonly tenant: string;
  readonly address: string;
}): string {
  return `kept/${object.tenant}/${object.address.slice(0, 2)}/${object.address}.${object.id}`;
}

/** What is being put and has no address yet. */
export const incomingKey = (id: string) => `incoming/${id}`;

/** Whole frames of an upload under way. */
export const uploadKey = (id: string) => `uploads/${id}`;

/** The chunk of an upload that is not full, or not known to be followed by more. */
export const tailKey = (id: string) => `uploads/${id}.tail`;

/** A tail while it is written. */
export const newTailKey = (id: string) => `uploads/${id}.tail.new`;

/** The object or upload a blob belongs to, by its key. */
export function ownerOf(key: string): string | null {
  const id = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.tail(?:\.new)?)?$/.exec(key);
  return id?.[1] ?? null;
}

/** Tenants become folders: letters, digits, `-` and `_` only. */
export function checkTenant(tenant: string): void {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(tenant))
    throw errors.internal('platform.objectMissing', `“${tenant}” cannot be a tenant.`);
}
