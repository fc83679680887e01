import { storedLogin, type StoredLogin } from '../support/credentials';
import { expectToFit } from '../support/layout';
import { query } from '../support/servers';
import { expect, test } from '../support/test';

const tab = '/catalog/default/component/orders/postgresql';
// An earlier run can have left its database.
const database = `rotated${Date.now().toString(36)}`;
const ref = `server:main/${database}`;
const path = `/postgres/databases/${encodeURIComponent(ref)}`;

/** Runs queries, each in a new session, as applications with both ways to read the login do. */
function startApplications(first: StoredLogin) {
  let isRunning = true;
  const users: string[] = [];
  const run = async (loginOf: () => Promise<StoredLogin>) => {
    while (isRunning) {
      const login = await loginOf();
      await query(database, 'INSERT INTO visits DEFAULT VALUES', { login });
      users.push(login.user);
    }
  };
  const applications = Promise.allSettled([
    run(async () => first),
    run(() => storedLogin(database)),
  ]);
  return {
    users,
    stop: () => {
      isRunning = false;
      return applications;
    },
  };
}

test('a rotation with an overlap interrupts no application', async ({
  api,
  open,
  picture,
}) => {
  const created = await api('ada', '/postgres/databases', {
    method: 'POST',
    body: JSON.stringify({
      provider: 'server',
      location: 'main',
      name: database,
      entityRef: 'component:default/orders',
    }),
  });
  expect(created.status, JSON.stringify(created.body)).toBe(200);
  await query(database, 'CREATE TABLE visits (at timestamptz DEFAULT now())');
  const applications = startApplications(await storedLogin(database));
  try {
    const page = await open(
      'ada',
      `${tab}?database=${encodeURIComponent(ref)}`,
    );
    await page.getByRole('button', { name: `Actions on ${database}` }).click();
    await page
      .getByRole('menuitem', { name: /^Rotate login with an overlap/ })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Minutes of overlap/).fill('30');
    await picture(page, 'rotate-dialog');
    await dialog
      .getByRole('button', { name: 'Rotate login with an overlap' })
      .click();
    await expect(dialog).toBeHidden();
    const until = page.getByText(`The previous login ${database} works until`);
    await expect(until.first()).toBeVisible();
    await picture(page, 'rotate-overlap');
    await page.setViewportSize({ width: 320, height: 800 });
    await expectToFit(page);
    await picture(page, 'rotate-overlap-320');

    const count = applications.users.length;
    await expect
      .poll(() => new Set(applications.users.slice(count)))
      .toEqual(new Set([database, `${database}_b`]));
  } finally {
    // With the reason, if one failed.
    expect(await applications.stop()).toEqual([
      expect.objectContaining({ status: 'fulfilled' }),
      expect.objectContaining({ status: 'fulfilled' }),
    ]);
  }
  const visits = await query(database, 'SELECT count(*)::int AS n FROM visits');
  expect(visits).toEqual([{ n: applications.users.length }]);

  const removed = await api('ada', path, { method: 'DELETE' });
  expect(removed.status, JSON.stringify(removed.body)).toBe(204);
});
