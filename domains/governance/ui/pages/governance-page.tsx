import { listPolicies } from '@insites/governance/contract';
import type { RouteOutput } from '@insites/kernel';
import { EmptyState, Loaded, PageHeader, useCall } from '@insites/ui';
import { Badge, Code, Stack, Text, Title } from '@mantine/core';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs';
import classes from './governance-page.module.css';

type Policies = RouteOutput<typeof listPolicies>;
type Policy = Policies['items'][number];

/** The rules in plain words, with the text that is enforced folded away. */
export function GovernancePage() {
  const policies = useCall(listPolicies, {});
  return (
    <>
      <PageHeader title="Governance">
        Who may do what. Every request is decided by these rules, whether it comes from a page, a
        program or the command line.
      </PageHeader>
      <Loaded query={policies}>{(loaded) => <Rules policies={loaded} />}</Loaded>
    </>
  );
}

function Rules({ policies }: { readonly policies: Policies }) {
  if (policies.items.length === 0)
    return (
      <EmptyState title="There are no rules" icon={IconShieldCheck}>
        Without a rule nothing is allowed.
      </EmptyState>
    );
  return (
    <Stack gap="xl">
      <Group
        title="Never"
        sentence="A rule that forbids wins over every rule that allows."
        items={policies.items.filter(({ effect }) => effect === 'forbid')}
      />
      <Group
        title="Allowed"
        sentence="What no rule allows is refused."
        items={policies.items.filter(({ effect }) => effect === 'permit')}
      />
      <Text size="sm" c="dimmed">
        Version of the rules in force:{' '}
        <Code className={classes.version ?? ''}>{policies.version}</Code>
      </Text>
    </Stack>
  );
}

function Group(props: {
  readonly title: string;
  readonly sentence: string;
  readonly items: readonly Policy[];
}) {
  if (props.items.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h3">
        {props.title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {props.sentence}
      </Text>
      <ul className={classes.rules}>
        {props.items.map((policy) => (
          <Rule key={policy.id} policy={policy} />
        ))}
      </ul>
    </section>
  );
}

function Rule({ policy }: { readonly policy: Policy }) {
  const permits = policy.effect === 'permit';
  const Mark = permits ? IconCircleCheck : IconCircleX;
  return (
    <li className={classes.rule}>
      <Badge
        variant="light"
        color={permits ? 'pine' : 'red'}
        tt="none"
        radius="sm"
        fw={500}
        leftSection={<Mark size={12} aria-hidden />}
      >
        {permits ? 'Allows' : 'Forbids'}
      </Badge>
      <div className={classes.words}>
        <Text>{policy.sentence}</Text>
        <details>
          <summary>As it is enforced</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling block must be reachable by keyboard */}
          <pre tabIndex={0}>{policy.cedar}</pre>
        </details>
      </div>
    </li>
  );
}
