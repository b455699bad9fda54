import { randomBytes } from 'node:crypto';
import { errors } from '@insites/kernel';
import { asSystem } from '../databases/fence/index.ts';
import { damaged } from './failures.ts';
import { dataKey, type Seal } from './frames.ts';
import type { ObjectCatalogue } from './store.ts';
import { addressOf, derive, unwrap, wrap } from './wrapping.ts';

interface TenantKeys {
  readonly wrapping: Uint8Array;
  readonly address: Uint8Array;
}

/** What a catalogue row says of how a blob is sealed. */
export interface SealedAs {
  readonly id: string;
  readonly tenant: string;
  readonly wrappedKey: Uint8Array;
  readonly chunkBytes: number;
}

/** The tenants' keys, unwrapped when first needed and kept in memory. */
export class KeyRing {
  readonly #root: Uint8Array;
  readonly #catalogue: ObjectCatalogue;
  readonly #tenants = new Map<string, Promise<TenantKeys>>();

  constructor(root: Uint8Array, catalogue: ObjectCatalogue) {
    this.#root = root;
    this.#catalogue = catalogue;
  }

  /** Fails when the root key is not the one the stored keys are wrapped under. */
  async check(): Promise<void> {
    const any = await this.#catalogue.anyTenant();
    if (any) await this.#of(any);
  }

  /** A new data key for an object, ready for use and wrapped for the catalogue. */
  async makeKey(
    tenant: string,
    objectId: string,
    chunkBytes: number,
  ): Promise<{ readonly seal: Seal; readonly wrappedKey: Uint8Array }> {
    const { wrapping } = await this.#of(tenant);
    const raw = randomBytes(32);
    const wrappedKey = wrap(wrapping, dataKeyUse(tenant, objectId), raw);
    return { seal: { key: dataKey(raw), tenant, objectId, chunkBytes }, wrappedKey };
  }

  /** The seal of what a row describes. */
  async sealOf({ id, tenant, wrappedKey, chunkBytes }: SealedAs): Promise<Seal> {
    const { wrapping } = await this.#of(tenant);
    const raw = unwrap(wrapping, dataKeyUse(tenant, id), wrappedKey);
    if (!raw) throw damaged(id);
    return { key: dataKey(raw), tenant, objectId: id, chunkBytes };
  }

  /** What a content is called inside its tenant. */
  async addressOf(tenant: string, sha256: string): Promise<string> {
    return addressOf((await this.#of(tenant)).address, sha256);
  }

  #of(tenant: string): Promise<TenantKeys> {
    const known = this.#tenants.get(tenant);
    if (known) return known;
    const loading = asSystem('keys are kept in memory for all', () => this.#load(tenant));
    this.#tenants.set(tenant, loading);
    loading.catch(() => this.#tenants.delete(tenant));
    return loading;
  }

  async #load(tenant: string): Promise<TenantKeys> {
    const use = `tenant-key\0${tenant}`;
    const wrapped =
      (await this.#catalogue.tenantKey(tenant)) ??
      (await this.#catalogue.addTenantKey(tenant, wrap(this.#root, use, randomBytes(32))));
    const key = unwrap(this.#root, use, wrapped);
    if (!key)
      throw errors.invalid(
        'platform.configInvalid',
        'The root key is not the one the stored files were encrypted with.',
        { hint: 'Give the right INSITES_ROOT_KEY, or bring back secrets/root.key.' },
      );
    return { wrapping: derive(key, 'wrapping'), address: derive(key, 'address') };
  }
}

const dataKeyUse = (tenant: string, objectId: string) => `data-key\0${tenant}\0${objectId}`;
