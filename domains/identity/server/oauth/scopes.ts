/** Words of OpenID Connect, which say what an ID token tells and give no permission. */
export const claimScopes = ['openid', 'profile', 'email', 'offline_access'] as const;

/**
 * What a program may be given. Nothing that makes credentials or says who may sign in: that would
 * outlive its being taken back.
 */
export function isGrantable(permission: string): boolean {
  if (['identity:me', 'identity:people'].includes(permission)) return true;
  return !/^(identity|platform):/.test(permission);
}

/** The permissions among the words of a scope. */
export function permissionsOf(scope: string): string[] {
  return scope.split(' ').filter((word) => word.includes(':'));
}
