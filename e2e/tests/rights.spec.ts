import { expect, test } from '../support/test';

const ref = encodeURIComponent('server:main/orders-db');

test('a user without ownership can read, and each write is denied with the reason', async ({
  api,
  open,
  picture,
}) => {
  const page = await open(
    'grace',
    '/catalog/default/component/orders/postgresql',
  );
  await expect(page.getByRole('heading', { name: 'orders-db' })).toBeVisible();
  await page.getByRole('button', { name: 'Actions on orders-db' }).click();
  await expect(
    page.getByRole('menuitem', { name: 'Only Team Orders can do this.' }),
  ).toBeVisible();
  await expect(
    page.getByRole('menuitem', { name: /back up now/i }),
  ).toHaveAttribute('aria-disabled', 'true');
  await picture(page, 'rights-menu');

  const read = await api('grace', `/postgres/databases/${ref}`);
  expect(read.status).toBe(200);

  const writes: [string, string, unknown, string][] = [
    ['PATCH', '', { connectionLimit: 3 }, 'change'],
    ['DELETE', '', undefined, 'remove'],
    ['DELETE', '?force=true', undefined, 'force-remove'],
    ['POST', '/bindings', { add: ['component:default/billing'] }, 'bind'],
    ['POST', '/backups', {}, 'backup'],
    ['POST', '/rotate-password', undefined, 'rotate-password'],
  ];
  for (const [method, rest, body, permission] of writes) {
    const response = await api('grace', `/postgres/databases/${ref}${rest}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    expect(response.status, `${method} ${rest}`).toBe(403);
    expect(response.body.error.permission).toBe(
      `postgres.database.${permission}`,
    );
  }

  const create = await api('grace', '/postgres/databases', {
    method: 'POST',
    body: JSON.stringify({
      provider: 'server',
      location: 'main',
      name: 'stolen',
      entityRef: 'component:default/orders',
    }),
  });
  expect(create.status).toBe(403);
  expect(create.body.error.permission).toBe('postgres.database.create');
});

test('an owner changes the limit and sees the change immediately', async ({
  open,
}) => {
  const page = await open(
    'ada',
    '/catalog/default/component/orders/postgresql',
  );
  await page.getByRole('button', { name: 'Actions on orders-db' }).click();
  await page.getByRole('menuitem', { name: /connection limit/i }).click();
  const dialog = page.getByRole('dialog');
  const limit = dialog.getByLabel('Connection limit');
  // The demo keeps its data: an earlier run may have changed it already.
  const wanted = (await limit.inputValue()) === '19' ? '18' : '19';
  await limit.fill(wanted);
  await dialog.getByRole('button', { name: /change/i }).click();
  await expect(
    page.getByText(new RegExp(`of ${wanted}$`)).first(),
  ).toBeVisible();
});
