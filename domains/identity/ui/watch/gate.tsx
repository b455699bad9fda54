import { callKey, Loaded, useCall } from '@insites/ui';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { listFactors, type MeView, me } from '../../contract/index.ts';
import { providerPath } from '../provider-trip.ts';

const Offers = lazy(() => import('./offers.tsx').then((module) => ({ default: module.Offers })));
const Enrol = lazy(() => import('./enrol.tsx').then((module) => ({ default: module.Enrol })));

/** Shows the app, unless the organisation asks for more than the session has. */
export function Gate(props: {
  /** Null until the server has said who this is. */
  readonly view: MeView | null;
  readonly children: ReactNode;
}) {
  const { view, children } = props;
  const [enrolling, setEnrolling] = useState<MeView | null>(null);
  const queries = useQueryClient();
  const lacking = view?.session?.lacks ? view : null;
  const begun = enrolling ?? lacking;
  // Kept until its recovery codes were read, although nothing is lacking any more by then. A provider gives none:
  // kept, it would be asked for once more by whoever comes back from it.
  if (lacking && lacking.session?.lacks !== 'provider' && !enrolling) setEnrolling(lacking);
  // Whoever comes back from the provider brings what is lacking.
  if (!begun || location.pathname === providerPath)
    return (
      <>
        {children}
        {view?.session ? (
          <Suspense>
            <Offers />
          </Suspense>
        ) : null}
      </>
    );
  // The server's new word comes first: with the old one this would begin again.
  const over = () => void queries.invalidateQueries().then(() => setEnrolling(null));
  const left = () =>
    void queries.resetQueries({ queryKey: callKey(me) }).then(() => setEnrolling(null));
  return (
    <Suspense>
      <WithFactors>
        {(hasFactor) => <Enrol me={begun} hasFactor={hasFactor} onDone={over} onLeave={left} />}
      </WithFactors>
    </Suspense>
  );
}

/** Whether there is a factor. */
function WithFactors({ children }: { readonly children: (hasFactor: boolean) => ReactNode }) {
  const query = useCall(listFactors, {});
  return (
    <Loaded query={query}>
      {({ authenticator, passkeys }) => children(authenticator !== null || passkeys.length > 0)}
    </Loaded>
  );
}
