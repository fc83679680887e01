import type { Page } from '@playwright/test';
import { killBackend } from '../support/backend';
import { expectAccessible, expectToFit } from '../support/layout';
import { joinServers } from '../support/servers';
import { expect, instance, signIn, test } from '../support/test';

const tab = '/catalog/default/component/orders/postgresql/health';

test('a stopped standby is reported within seconds, and recovers', async ({
  open,
  picture,
}) => {
  const servers = await joinServers();
  const page = await open('ada', tab);
  const standby = instance(page, 'standby');
  await expect(standby).toContainText('streaming');
  await servers.stopStandby();
  try {
    const attention = page.getByRole('region', { name: 'Needs attention' });
    await expect(attention).toContainText('standby', { timeout: 15_000 });
    await expect(instance(page, 'main')).toContainText(
      'accepts reads and writes',
    );
    await picture(page, 'standby-down');
  } finally {
    await servers.startStandby();
  }
  await expect(standby).toContainText('streaming', { timeout: 60_000 });
});

test('a stopped server leaves stale data, marked, and no blank page', async ({
  open,
  picture,
}) => {
  const servers = await joinServers();
  const page = await open('ada', tab);
  await expect(page.getByRole('heading', { name: 'orders-db' })).toBeVisible();
  await expect(instance(page, 'main')).toBeVisible();
  // Backstage's own tables are on the same server, so only data that the page
  // has already loaded can be checked here.
  await servers.stopPrimary();
  try {
    // Either the server or Backstage, whose tables are not available either.
    await expect(
      page.getByText(/did not respond|returned an error/).first(),
    ).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('(last known)').first()).toBeVisible();
    await expect(instance(page, 'main')).toBeVisible();
    await picture(page, 'server-down');
  } finally {
    await servers.startPrimary();
  }
  await expect(page.getByText('(last known)')).toHaveCount(0, {
    timeout: 90_000,
  });
  await expect(instance(page, 'main')).toContainText('accepts');
});

test('a killed backend leaves stale data, marked, and pages recover when it is back', async ({
  open,
  picture,
}) => {
  const wide = await open('ada', tab);
  const narrow = await wide.context().newPage();
  await narrow.emulateMedia({ colorScheme: 'dark' });
  await signIn(narrow, 'ada', tab);
  await narrow.setViewportSize({ width: 320, height: 800 });
  const pages = { wide, 'narrow-dark': narrow };
  const state = (page: Page) =>
    page.getByRole('main').getByRole('status').first();
  const notice = (page: Page) => page.getByText('Backstage does not respond');
  for (const page of [wide, narrow]) {
    await expect(state(page)).toHaveText('Accepting connections');
    await expect(instance(page, 'main')).toBeVisible();
  }
  await killBackend();
  for (const [name, page] of Object.entries(pages)) {
    await page.bringToFront();
    await expect(notice(page).first()).toBeVisible({ timeout: 15_000 });
    await expect(state(page)).toHaveText('Accepting connections (last known)');
    await expect(instance(page, 'main')).toBeVisible();
    await expectToFit(page);
    await expectAccessible(page, 'orders-db');
    await picture(page, `backend-down-${name}`);
  }
  // A section that was not opened before is not blank either.
  await narrow.getByRole('link', { name: 'Connect', exact: true }).click();
  const connect = narrow.getByRole('region', { name: 'Connect', exact: true });
  await expect(connect).toContainText('PGDATABASE=orders-db');
  await picture(narrow, 'backend-down-narrow-dark-connect');

  // `npm start` restarts it.
  for (const page of [wide, narrow]) {
    await page.bringToFront();
    await expect(state(page)).toHaveText('Accepting connections', {
      timeout: 180_000,
    });
    await expect(notice(page)).toHaveCount(0);
  }
  await expect(connect).toContainText('PGDATABASE=orders-db');
  await expect(instance(wide, 'main')).toContainText(
    'accepts reads and writes',
  );
  await picture(wide, 'backend-back');
});
