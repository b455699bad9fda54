import type { Context } from '../context.ts';

type Sealing = Pick<Context, 'sealing'>;

/** What is kept of an app's secret begins with this; what does not was kept before secrets were sealed. */
const mark = 'sealed:';

const nameOf = (personId: string) => `authenticator ${personId}`;

/** The secret of a person's app as it is kept. */
export function sealSecret(personId: string, secret: string, { sealing }: Sealing): string {
  return mark + Buffer.from(sealing.seal(nameOf(personId), secret)).toString('base64');
}

/** The secret behind what is kept. */
export function openSecret(personId: string, kept: string, { sealing }: Sealing): string {
  if (!kept.startsWith(mark)) return kept;
  return sealing.open(nameOf(personId), Buffer.from(kept.slice(mark.length), 'base64'));
}
