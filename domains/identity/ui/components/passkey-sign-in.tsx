import { ErrorState } from '@insites/ui';
import { Button } from '@mantine/core';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import {
  type MeView,
  passkeyOptions,
  usePasskey as usePasskeyRoute,
} from '../../contract/index.ts';
import { askPasskey } from '../passkey.ts';
import { useSteps } from '../use-steps.ts';

/** Signs in with a passkey: no name to type, nothing else needed. */
export function PasskeySignIn({ onSignedIn }: { readonly onSignedIn: (view: MeView) => void }) {
  const enter = useSteps(async (client) => {
    const { options } = await client.call(passkeyOptions, {});
    return client.call(usePasskeyRoute, { response: await askPasskey(options) });
  }, onSignedIn);
  return (
    <>
      {enter.error ? <ErrorState error={enter.error} /> : null}
      <Button
        variant="default"
        leftSection={<IconKey size={16} aria-hidden />}
        loading={enter.isPending}
        onClick={() => enter.mutate(undefined)}
      >
        Sign in with a passkey
      </Button>
    </>
  );
}
