import type { Role } from '@insites/kernel';
import { createContext, useContext } from 'react';

/** Who sits before the screen, as identity tells it. */
export interface Me {
  readonly signedIn: boolean;
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly operator: boolean;
    readonly hasPassword: boolean;
  } | null;
  readonly organisation: {
    readonly id: string;
    readonly name: string;
    readonly slug: string;
  } | null;
  readonly role: Role | null;
  /** Units of that organisation the person belongs to. */
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly memberships: readonly {
    readonly organisationId: string;
    readonly organisationName: string;
    readonly role: Role;
  }[];
  /** Permissions of the worn hat: for showing and hiding, never for deciding. */
  readonly permissions: readonly string[];
}

/** Before identity has answered, and for visitors. */
export const visitor: Me = {
  signedIn: false,
  person: null,
  organisation: null,
  role: null,
  units: [],
  memberships: [],
  permissions: [],
};

export const MeContext = createContext<Me>(visitor);

/** Who is signed in. Pages are drawn only once this is known. */
export function useMe(): Me {
  return useContext(MeContext);
}

/** Whether the worn hat has a permission, e.g. `datasets:write`. */
export function useMay(permission: string): boolean {
  return useMe().permissions.includes(permission);
}
