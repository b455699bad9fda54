/** Words of OpenID Connect, which say what an ID token tells and give no permission. */
export const claimScopes = ['openid', 'profile', 'email', 'offline_access'] as const;

/** The permissions among the words of a scope. */
export function permissionsOf(scope: string): string[] {
  return scope.split(' ').filter((word) => word.includes(':'));
}
