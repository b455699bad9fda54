import type { Client } from '@insites/client';
import { InsitesError, type RouteDefinition } from '@insites/kernel';
import {
  type MeView,
  me,
  signIn,
  signOut,
  updateMe,
  useLink,
  usePasskey,
  useSecondFactor,
  wearHat,
} from '../../contract/index.ts';

/** What the page asks its person in the middle of something. Each resolves to whether to go on. */
export interface Questions {
  /** A fresh proof that it is them. */
  proof(): Promise<boolean>;
  /** Signing in again: the session ended while the page was open. */
  again(person: NonNullable<MeView['person']>): Promise<boolean>;
  /** The organisation asks for more than this session has. */
  lacks(): void;
}

export interface WatchedClient extends Client {
  /** Who is signed in, as far as the answers told. */
  person(): MeView['person'];
}

const tellsWho: readonly string[] = [
  me,
  signIn,
  useLink,
  useSecondFactor,
  usePasskey,
  wearHat,
  updateMe,
].map(({ name }) => name);

/**
 * A client that, where the server asks for a fresh proof or a new sign-in, asks the person and then
 * goes on with what was being done, so that nothing that was typed is lost.
 */
export function watchedClient(client: Client, questions: Questions): WatchedClient {
  let person: MeView['person'] = null;

  async function goOn(route: RouteDefinition, attempt: () => Promise<unknown>): Promise<unknown> {
    try {
      const answer = await attempt();
      const ended = route.name === me.name && person !== null && !(answer as MeView).signedIn;
      if (ended && person && (await questions.again(person))) return await attempt();
      note(route, answer);
      return answer;
    } catch (thrown) {
      if (thrown instanceof InsitesError && (await answered(thrown.code))) return attempt();
      throw thrown;
    }
  }

  async function answered(code: string): Promise<boolean> {
    if (code === 'identity.proofNeeded') return questions.proof();
    if (code === 'identity.signInNeeded' && person) return questions.again(person);
    if (code === 'identity.factorNeeded') questions.lacks();
    return false;
  }

  function note(route: RouteDefinition, answer: unknown): void {
    if (route.name === signOut.name) person = null;
    if (tellsWho.includes(route.name)) person = (answer as MeView).person;
  }

  const call = (route: RouteDefinition, input: object, options?: object) => {
    const attempt = () => client.call(route, input as Record<string, unknown>, options);
    if (route.output.kind === 'events') return attempt();
    return goOn(route, attempt as () => Promise<unknown>);
  };
  return { ...client, call: call as Client['call'], person: () => person };
}
