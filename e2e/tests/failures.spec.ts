import { joinServers } from '../support/servers';
import { expect, member, test } from '../support/test';

const tab = '/catalog/default/component/orders/postgresql/health';

test('a standby that stops is told in words within seconds, and comes back', async ({
  open,
  picture,
}) => {
  const servers = await joinServers();
  const page = await open('ada', tab);
  const standby = member(page, 'standby');
  await expect(standby).toContainText('streaming');
  await servers.stopStandby();
  try {
    const attention = page.getByRole('region', { name: 'Needs attention' });
    await expect(attention).toContainText('standby', { timeout: 15_000 });
    await expect(member(page, 'main')).toContainText(
      'accepts reads and writes',
    );
    await picture(page, 'standby-down');
  } finally {
    await servers.startStandby();
  }
  await expect(standby).toContainText('streaming', { timeout: 60_000 });
});

test('a server that stops leaves old data, marked, and no blank page', async ({
  open,
  picture,
}) => {
  const servers = await joinServers();
  const page = await open('ada', tab);
  await expect(page.getByRole('heading', { name: 'orders-db' })).toBeVisible();
  await expect(member(page, 'main')).toBeVisible();
  // Backstage's own tables live on the same server, so only what the page
  // already asked for can be watched here.
  await servers.stopPrimary();
  try {
    // The server itself, or Backstage, whose own tables are gone as well.
    await expect(
      page.getByText(/did not answer|answers with an error/).first(),
    ).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('(last known)').first()).toBeVisible();
    await expect(member(page, 'main')).toBeVisible();
    await picture(page, 'server-down');
  } finally {
    await servers.startPrimary();
  }
  await expect(page.getByText('(last known)')).toHaveCount(0, {
    timeout: 90_000,
  });
  await expect(member(page, 'main')).toContainText('accepts');
});
