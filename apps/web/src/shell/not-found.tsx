import { EmptyState, RouterLink } from '@insites/ui';
import { Button } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import IconMapQuestion from '@tabler/icons-react/dist/esm/icons/IconMapQuestion.mjs';

/** Nothing lives at this address. */
export function NotFound() {
  useDocumentTitle('Not found · Insites');
  return (
    <EmptyState
      title="There is nothing at this address"
      icon={IconMapQuestion}
      level={1}
      action={
        <Button component={RouterLink} href="/" variant="default">
          Go to the start
        </Button>
      }
    >
      It may have been moved or deleted, or the address has a slip of the pen.
    </EmptyState>
  );
}
