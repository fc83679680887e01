import { demo } from '../support/demo';
import { query } from '../support/servers';
import { expect, test } from '../support/test';

const database = `shop${Date.now().toString(36)}`;

test('a person gets a database by template, logs in and finds the row on the standby', async ({
  open,
  picture,
}) => {
  const page = await open(
    'ada',
    '/create/templates/default/postgresql-database',
  );
  const next = page.getByRole('button', { name: 'Next' });

  await page.getByRole('textbox', { name: 'Component' }).click();
  await page.getByRole('option', { name: /storefront/i }).click();
  await next.click();

  // What a name must be depends on where the database runs.
  await page.getByLabel('Location').click();
  await page.getByRole('option', { name: /The demo's server/ }).click();
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill("Robert'); DROP TABLE");
  await expect(page.getByText(/must/).first()).toBeVisible();
  await picture(page, 'template-invalid-name');
  // What the task would refuse, the form refuses.
  await name.fill('postgres');
  await next.click();
  await expect(page.getByText(/must not be postgres/).first()).toBeVisible();
  await name.fill(database);
  await picture(page, 'template-database');
  await next.click();

  const limit = page.getByRole('spinbutton', { name: 'Connection limit' });
  await limit.fill('99999');
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(
    page.getByText('Connection limit must be at most 100').first(),
  ).toBeVisible();
  await limit.fill('7');
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(
    page.getByText(
      `${database} for storefront, owned by Team Orders, at The demo's server`,
    ),
  ).toBeVisible();
  await picture(page, 'template-review');
  await page.getByRole('button', { name: 'Create' }).click();

  const connect = page.getByRole('link', { name: 'Connect to the database' });
  await expect(connect).toBeVisible({ timeout: 60_000 });
  await picture(page, 'template-done');

  await query(database, 'CREATE TABLE greetings (text text)');
  await query(database, "INSERT INTO greetings VALUES ('hello')");
  await expect(async () => {
    const rows = await query(
      database,
      'SELECT text FROM greetings',
      demo.ports.standby,
    );
    expect(rows).toEqual([{ text: 'hello' }]);
  }).toPass();

  await connect.click();
  await expect(page.getByRole('heading', { name: database })).toBeVisible();
  await expect(page.getByText('Connections: 0 of 7')).toBeVisible();
  await picture(page, 'template-tab');
});
