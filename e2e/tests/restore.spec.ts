import { expectToFit } from '../support/layout';
import { query } from '../support/servers';
import { expect, test } from '../support/test';

const tab = '/catalog/default/component/orders/postgresql';
const path = (name: string) =>
  `/postgres/databases/${encodeURIComponent(`server:main/${name}`)}`;
const database = 'orders-db';
const restored = `${database}-restored`;

test.skip(!process.env.PGSTAGE_PG18_BIN, 'needs PGSTAGE_PG18_BIN');

test('a lost table is read back from a dump, in a new database', async ({
  open,
  api,
  picture,
}) => {
  await query(database, 'CREATE TABLE precious AS SELECT 42 AS answer');
  const { status, body: dump } = await api('ada', `${path(database)}/backups`, {
    method: 'POST',
    body: JSON.stringify({ method: 'logical' }),
  });
  expect({ status, dump }).toMatchObject({ dump: { method: 'logical' } });
  await query(database, 'DROP TABLE precious');

  const page = await open('ada', `${tab}/backups`);
  const backups = page.getByRole('region', { name: 'Backups', exact: true });
  await expect(
    backups.getByRole('row', {
      name: new RegExp(`finished.*${dump.id}|${dump.id}.*finished`),
    }),
  ).toBeVisible({ timeout: 120_000 });
  await picture(page, 'restore-backups');
  const dialog = page.getByRole('dialog');
  for (const colorScheme of ['dark', 'light'] as const) {
    // Backstage renders the page again, without a dialog.
    await page.emulateMedia({ colorScheme });
    await backups
      .getByRole('button', { name: 'Restore to a new database…' })
      .click();
    // A base backup contains the whole server: only dumps can be chosen.
    await expect(dialog.getByRole('combobox')).toHaveValue(dump.id);
    await picture(page, `restore-dialog-${colorScheme}`);
    await page.setViewportSize({ width: 320, height: 800 });
    await expectToFit(page);
    await picture(page, `restore-dialog-320-${colorScheme}`);
    await page.setViewportSize({ width: 1280, height: 1000 });
  }
  await dialog.getByRole('button', { name: `Restore to ${restored}` }).click();
  await expect(dialog).toBeHidden();

  // The new database appears without a reload.
  await expect(async () => {
    const { body } = await api('ada', path(restored));
    expect(body.usable).toMatchObject({ value: true });
  }).toPass({ timeout: 120_000 });
  expect(await query(restored, 'SELECT answer FROM precious')).toEqual([
    { answer: 42 },
  ]);
  const ref = encodeURIComponent(`server:main/${restored}`);
  await page.goto(`${tab}?database=${ref}`);
  await expect(page.getByRole('heading', { name: restored })).toBeVisible();
  await expect(page.getByRole('main').getByRole('status').first()).toHaveText(
    'Accepting connections',
  );
  await picture(page, 'restore-restored');
  await page.setViewportSize({ width: 320, height: 800 });
  await expectToFit(page);
  await picture(page, 'restore-restored-320-dark');

  const removed = await api('ada', path(restored), { method: 'DELETE' });
  expect(removed.status, JSON.stringify(removed.body)).toBe(204);
});
