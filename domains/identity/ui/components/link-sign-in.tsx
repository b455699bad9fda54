import { ErrorState, useAction } from '@insites/ui';
import { Button, Stack, Text } from '@mantine/core';
import { useLink as useLinkRoute } from '../../contract/index.ts';
import { useSignedIn } from '../use-signed-in.ts';

/** One press of a button uses the link: programs that look at links in messages do not spend it. */
export function LinkSignIn(props: {
  readonly token: string;
  readonly onDone: (hasPassword: boolean) => void;
  /** The link is spent: sign in the other way. */
  readonly onPassword: () => void;
}) {
  const become = useSignedIn();
  const enter = useAction(useLinkRoute, {
    onDone: (view) => {
      become(view);
      props.onDone(view.person?.hasPassword ?? false);
    },
  });
  return (
    <Stack>
      {enter.error ? (
        <>
          <ErrorState error={enter.error} />
          <Button variant="default" onClick={props.onPassword}>
            Sign in with a password
          </Button>
        </>
      ) : (
        <Text>You came with a one-time link. It works once; after that, use your password.</Text>
      )}
      <Button
        loading={enter.isPending}
        disabled={enter.isError}
        onClick={() => enter.mutate({ token: props.token })}
        data-autofocus
      >
        Sign in with this link
      </Button>
    </Stack>
  );
}
