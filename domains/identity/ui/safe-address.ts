/** Where to go after signing in: only addresses of this app, so that a link cannot lead elsewhere. */
export function safeAddress(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/';
}
