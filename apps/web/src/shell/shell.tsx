import { me } from '@insites/identity/contract';
import { ErrorState, type Me, MeContext, RouterLink, useCall, useMe } from '@insites/ui';
import { AppShell, Burger, Button, Container, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { AccountButton } from './account-button.tsx';
import { Logo } from './logo.tsx';
import { Navigation } from './navigation.tsx';
import { PageLoading } from './page-loading.tsx';
import { SearchButton } from './search-button.tsx';
import { SectionTabs } from './section-tabs.tsx';
import classes from './shell.module.css';

/** The frame of every page; asks first who sits before it. */
export function Shell() {
  const query = useCall(me, {}, { fresh: 60_000 });
  if (query.data)
    return (
      <MeContext value={query.data as Me}>
        <Frame />
      </MeContext>
    );
  return (
    <Container py="xl" maw="40rem">
      {query.error ? (
        <ErrorState
          title="The server does not answer"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <PageLoading />
      )}
    </Container>
  );
}

function Frame() {
  const person = useMe();
  const [opened, { toggle, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  // A new page closes the drawer.
  useEffect(() => {
    if (pathname) close();
  }, [pathname, close]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{
        width: { base: 264, sm: 96, md: 216 },
        breakpoint: 'sm',
        collapsed: { mobile: !opened },
      }}
      padding={0}
    >
      <a href="#main" className={classes.skip}>
        Skip to the content
      </a>
      <AppShell.Header className={classes.header ?? ''}>
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger
            opened={opened}
            onClick={toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label={opened ? 'Close the navigation' : 'Open the navigation'}
            aria-expanded={opened}
          />
          <Logo />
          <SearchButton />
          {person.signedIn ? (
            <AccountButton />
          ) : (
            <Button
              component={RouterLink}
              href="/sign-in"
              size="xs"
              className={classes.signIn ?? ''}
            >
              Sign in
            </Button>
          )}
        </Group>
      </AppShell.Header>
      <AppShell.Navbar
        className={classes.navbar ?? ''}
        data-closed={!opened || undefined}
        aria-label="Main"
      >
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main ?? ''}>
        <div className={classes.column}>
          <SectionTabs />
          <Outlet />
        </div>
      </AppShell.Main>
    </AppShell>
  );
}
