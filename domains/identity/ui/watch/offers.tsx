import { ErrorState, useAction, useCall } from '@insites/ui';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { answerOffer, listOffers } from '../../contract/index.ts';

/** Asks a person who has signed in whether a directory may count them among its people. */
export function Offers() {
  const query = useCall(listOffers, {}, { fresh: 60_000 });
  const [waiting, setWaiting] = useState(false);
  const answer = useAction(answerOffer);
  const [offer] = query.data?.items ?? [];
  if (!offer || waiting) return null;
  return (
    <Modal
      opened
      centered
      onClose={() => setWaiting(true)}
      title={`Join ${offer.organisationName}?`}
    >
      <Stack>
        {answer.error ? <ErrorState error={answer.error} /> : null}
        <Text size="sm">
          The directory “{offer.directoryName}” of {offer.organisationName} says that you work
          there. If you say yes, you belong to that organisation, too, and it can end that again.
          Your account, your other organisations and how you sign in stay yours.
        </Text>
        <Group justify="flex-end">
          <Button
            variant="default"
            disabled={answer.isPending}
            onClick={() => answer.mutate({ id: offer.id, accept: false })}
          >
            No, that is not me
          </Button>
          <Button
            loading={answer.isPending}
            onClick={() => answer.mutate({ id: offer.id, accept: true })}
          >
            Yes, join
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
