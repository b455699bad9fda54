import { callKey, Loaded, useCall } from '@insites/ui';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { listFactors, type MeView, me } from '../../contract/index.ts';
import { providerPath } from '../provider-trip.ts';

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
  // Kept until its recovery codes were read, although nothing is lacking any more by then.
  const begun = enrolling ?? (view?.session?.lacks ? view : null);
  if (begun && !enrolling) setEnrolling(begun);
  // Whoever comes back from the provider brings what is lacking.
  if (!begun || location.pathname === providerPath) return children;
  const over = () => {
    setEnrolling(null);
    void queries.invalidateQueries();
  };
  const left = () => {
    setEnrolling(null);
    void queries.resetQueries({ queryKey: callKey(me) });
  };
  return (
    <Suspense>
      <WithFactors>
        {(hasFactor) => <Enrol me={begun} hasFactor={hasFactor} onDone={over} onLeave={left} />}
      </WithFactors>
    </Suspense>
  );
}

/** Whether there was a factor when this began. */
function WithFactors({ children }: { readonly children: (hasFactor: boolean) => ReactNode }) {
  const query = useCall(listFactors, {});
  const [first, setFirst] = useState<boolean | null>(null);
  return (
    <Loaded query={query}>
      {({ authenticator, passkeys }) => {
        const has = first ?? (authenticator !== null || passkeys.length > 0);
        if (first === null) setFirst(has);
        return children(has);
      }}
    </Loaded>
  );
}
