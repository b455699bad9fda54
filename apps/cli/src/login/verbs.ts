import { isGrantable } from '@insites/identity/contract';
import { z } from 'zod';
import { domains } from '../domains.ts';
import { ownVerb, type Verb } from '../verb.ts';
import { signIn, signOut } from './oauth.ts';

const nothing = { options: z.object({}), positional: [], short: {} };

const login = ownVerb({
  ...nothing,
  words: ['login'],
  summary: 'Sign in with a browser, on this machine or another',
  description:
    'Shows a code to type at the address it names. What you allow there is kept for you alone, until ' +
    '`insites logout` or for 90 days. INSITES_TOKEN, where it is set, goes before it.',
  run: async ({ client, print, signal }) => {
    const scopes = domains
      .flatMap(({ permissions }) => Object.keys(permissions))
      .filter(isGrantable);
    await signIn(
      client.baseUrl,
      scopes,
      process.env,
      ({ userCode, address, whole }) => {
        if (print.json) print.answer({ userCode, address });
        else print.say(`Open ${address} and type ${userCode}\n(or open ${whole})`);
      },
      signal,
    );
    print.say('You are signed in.');
  },
});

const logout = ownVerb({
  ...nothing,
  words: ['logout'],
  summary: 'Forget what `insites login` keeps, and end it at the server',
  run: async ({ client, print }) => {
    const was = await signOut(client.baseUrl, process.env);
    print.say(was ? 'You are signed out.' : 'You were not signed in.');
  },
});

export const loginVerbs: readonly Verb[] = [login, logout];
