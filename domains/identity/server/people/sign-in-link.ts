import { type Actor, errors } from '@insites/kernel';
import { asSystem } from '@insites/platform';
import type { Context } from '../context.ts';
import type { LinkPlace } from '../invitations/service.ts';
import { findMember } from '../members/store.ts';
import { makeLink } from '../sign-in/service.ts';
import { organisationOf, personUnknown } from './member.ts';
import { refuseOfOthers } from './service.ts';

/**
 * Sends a member who forgot the password a one-time link: by mail, so that the administrator does not get
 * it, else to hand over. Whoever comes by it still owes the second factor.
 * @throws identity.personUnknown, identity.belongsElsewhere, identity.mailNotSetUp
 */
export async function sendSignInLink(
  actor: Actor,
  { id, mailOnly }: { readonly id: string; readonly mailOnly: boolean },
  place: LinkPlace,
  context: Context,
): Promise<{ link: string | null; name: string }> {
  const { database, mail } = context;
  const member = await findMember(database, organisationOf(actor), id);
  if (!member) throw personUnknown();
  const { person } = member;
  await refuseOfOthers(actor, person, database);
  const mailed = mail?.configured && place.mailed !== null ? { mail, at: place.mailed } : null;
  if (mailOnly && !mailed)
    throw errors.conflict('identity.mailNotSetUp', 'This server cannot send mail.', {
      hint: 'Ask who runs it to set INSITES_SMTP_URL, INSITES_MAIL_FROM and INSITES_PUBLIC_URL, or to make a link: insites people sign-in-link.',
    });
  const path = await asSystem('a link belongs to the person', () =>
    makeLink(database, person.id, context),
  );
  if (!mailed) return { link: `${place.shown}${path}`, name: person.name };
  await mailed.mail.send({
    to: person.email,
    personId: actor.kind === 'person' ? actor.personId : null,
    subject: 'Your sign-in link for Insites',
    text: [
      'An administrator of your organisation sends you this link. It signs you in once, within 15 minutes:',
      '',
      `${mailed.at}${path}`,
      '',
      'Then choose a new password under Settings, Sign-in and devices.',
      'If you did not ask for it, do nothing, and tell your administrator.',
      '',
    ].join('\n'),
  });
  return { link: null, name: person.name };
}
