import { ErrorState, useAction } from '@insites/ui';
import { Button, Stack, Text } from '@mantine/core';
import { type SignInView, useLink as useLinkRoute } from '../../contract/index.ts';

/** One press of a button uses the link: programs that look at links in messages do not spend it. */
export function LinkSignIn(props: {
  readonly token: string;
  readonly onEntered: (view: SignInView) => void;
  /** The link is spent: sign in the other way. */
  readonly onPassword: () => void;
}) {
  const enter = useAction(useLinkRoute, { onDone: props.onEntered });
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
