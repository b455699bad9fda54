import type { Client } from '@insites/client';
import { ClientContext, callKey, useCall } from '@insites/ui';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import { type MeView, me, signOut } from '../../contract/index.ts';
import { Gate } from './gate.tsx';
import { useIdle } from './idle.ts';
import { Question } from './one-at-a-time.ts';
import { watchedClient } from './watched-client.ts';

const ProofDialog = lazy(() =>
  import('./proof-dialog.tsx').then((module) => ({ default: module.ProofDialog })),
);
const Lock = lazy(() => import('./lock.tsx').then((module) => ({ default: module.Lock })));

type Person = NonNullable<MeView['person']>;

/**
 * Gives the app its client, and asks what has to be asked in the middle of something: a proof before
 * what is sensitive, a new sign-in when the session has ended, the factor that the organisation wants.
 */
export function SignInWatch(props: { readonly client: Client; readonly children: ReactNode }) {
  const [proving, setProving] = useState(false);
  const [locked, setLocked] = useState<Person | null>(null);
  const queries = useQueryClient();
  const { client } = props;
  const { watched, proof, again } = useMemo(() => {
    const proof = new Question<true>((about) => setProving(about !== null));
    const again = new Question<Person>(setLocked);
    const watched = watchedClient(client, {
      proof: () => proof.ask(true),
      again: (person) => again.ask(person),
      lacks: () => void queries.invalidateQueries({ queryKey: callKey(me) }),
    });
    return { watched, proof, again };
  }, [client, queries]);
  const lock = useCallback(() => {
    const person = watched.person();
    if (!person) return;
    void again.ask(person);
    void client.call(signOut, {});
  }, [watched, again, client]);
  const back = (view: MeView) => {
    // Somebody else must not go on with what this person typed.
    if (view.person?.id !== locked?.id) return location.assign('/');
    queries.setQueryData(callKey(me, {}), view);
    again.answer(true);
  };
  return (
    <ClientContext value={watched}>
      <Inside onIdle={lock}>{props.children}</Inside>
      <Suspense>
        {proving ? <ProofDialog onAnswer={(goOn) => proof.answer(goOn)} /> : null}
      </Suspense>
      {locked ? (
        // The plain client: what is asked here must not ask again.
        <ClientContext value={client}>
          <Suspense>
            <Lock person={locked} onSignedIn={back} onLeave={() => location.assign('/')} />
          </Suspense>
        </ClientContext>
      ) : null}
    </ClientContext>
  );
}

function Inside(props: { readonly onIdle: () => void; readonly children: ReactNode }) {
  const { data } = useCall(me, {}, { fresh: 60_000 });
  useIdle(data?.session?.idleMinutes ?? null, props.onIdle);
  return <Gate view={data ?? null}>{props.children}</Gate>;
}
