import { demo } from '../support/demo';
import { query } from '../support/servers';
import { TemplateForm } from '../support/TemplateForm';
import { expect, test } from '../support/test';

const database = `shop${Date.now().toString(36)}`;

test('a user creates a database by a template, logs in and reads the row on the standby', async ({
  open,
  picture,
}) => {
  const page = await open('ada', TemplateForm.url);
  const form = new TemplateForm(page);
  await form.chooseComponent('storefront');

  // The rule for names depends on where the database runs.
  await form.chooseLocation(/The demo's server/);
  await form.name.fill("Robert'); DROP TABLE");
  await expect(page.getByText(/must/).first()).toBeVisible();
  await picture(page, 'template-invalid-name');
  // The form rejects what the task would reject.
  await form.name.fill('postgres');
  await form.next.click();
  await expect(page.getByText(/must not be postgres/).first()).toBeVisible();
  await form.name.fill(database);
  await picture(page, 'template-database');
  await form.next.click();

  await form.limit.fill('99999');
  // While the user types, at the field; and instead of the review.
  await expect(page.getByText('must be at most 100')).toBeVisible();
  await form.review.click();
  await expect(
    page.getByText(/Connection Limit' must be at most 100/),
  ).toBeVisible();
  await picture(page, 'template-rejected');
  await form.limit.fill('7');
  await form.review.click();
  await expect(
    page.getByText(
      `${database}: entity: storefront, owner: Team Orders, location: The demo's server`,
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
    const rows = await query(database, 'SELECT text FROM greetings', {
      port: demo.ports.standby,
    });
    expect(rows).toEqual([{ text: 'hello' }]);
  }).toPass();

  await connect.click();
  await expect(page.getByRole('heading', { name: database })).toBeVisible();
  await expect(page.getByText('Connections: 0 of 7')).toBeVisible();
  await picture(page, 'template-tab');
});
