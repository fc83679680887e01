import { expect, instance, test } from '../support/test';

test('the first page shows current data', async ({ open, picture }) => {
  const page = await open('ada', '/catalog/default/component/orders');
  await page.getByRole('link', { name: 'PostgreSQL' }).click();

  // The database appears without a reload, also on a page that was opened before it was created.
  await expect(page.getByRole('heading', { name: 'orders-db' })).toBeVisible();
  const health = page.getByRole('group', { name: 'Health' });
  await expect(health).toContainText('1 of 1 standby working');
  const connect = page.getByRole('region', { name: 'Connect', exact: true });
  await expect(connect).toContainText('PGDATABASE=orders-db');
  await picture(page, 'connect');

  await page.getByLabel('Format').selectOption('JDBC');
  await expect(connect).toContainText('jdbc:postgresql://127.0.0.1');
  await page.reload();
  await expect(connect).toContainText('jdbc:postgresql://127.0.0.1');
});

test('the lag of the standby changes while the demo writes', async ({
  open,
  picture,
}) => {
  const page = await open(
    'ada',
    '/catalog/default/component/orders/postgresql/health',
  );
  const standby = instance(page, 'standby');
  await expect(standby).toContainText('streaming');
  await picture(page, 'health');
  const seen = new Set<string>();
  await expect(async () => {
    seen.add(await standby.innerText());
    expect(seen.size).toBeGreaterThan(2);
  }).toPass({ timeout: 60_000 });
});

test('a base backup finishes, and the recovery window grows', async ({
  open,
  picture,
}) => {
  const page = await open(
    // A base backup copies every database of the server, so it is reserved for administrators.
    'lin',
    '/catalog/default/component/orders/postgresql/backups',
  );
  const backups = page.getByRole('region', { name: 'Backups', exact: true });
  await expect(backups.getByRole('row', { name: /finished/ })).not.toHaveCount(
    0,
  );
  await expect(backups).toContainText('Restorable to any second from');
  await picture(page, 'backups');

  const end = async () =>
    Date.parse(
      (await backups.locator('time').nth(1).getAttribute('datetime')) as string,
    );
  const before = await end();
  await expect(async () => expect(await end()).toBeGreaterThan(before)).toPass({
    timeout: 120_000,
  });

  const rows = backups.getByRole('row', { name: /finished/ });
  const count = await rows.count();
  await backups.getByRole('button', { name: 'Back up now' }).click();
  await picture(page, 'backup-requested');
  await expect(rows).toHaveCount(count + 1, { timeout: 90_000 });
});
