import type { Role } from '@insites/kernel';

const roleWords: Readonly<Record<Role, string>> = {
  viewer: 'a viewer',
  contributor: 'a contributor',
  steward: 'a steward',
  admin: 'an administrator',
};

/** The mail that brings an invitation. Names come from people and stay on their line. */
export function letter(about: {
  readonly organisation: string;
  readonly by: string;
  readonly role: Role;
  readonly link: string;
  readonly until: Date;
}): { readonly subject: string; readonly text: string } {
  const organisation = line(about.organisation);
  const until = about.until.toISOString().slice(0, 16).replace('T', ' ');
  const text = [
    `${line(about.by)} invites you to join ${organisation} on Insites as ${roleWords[about.role]}.`,
    '',
    `Open this link to accept. It works once, until ${until} UTC:`,
    '',
    about.link,
    '',
    'If you did not expect this, do nothing. Without the link nobody joins in your name.',
    '',
  ].join('\n');
  return { subject: `Invitation to ${organisation}`, text };
}

function line(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
