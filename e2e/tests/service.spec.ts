import type { Page } from '@playwright/test';
import { demo } from '../support/demo';
import { expectToFit } from '../support/layout';
import { GeneratedService } from '../support/service';
import { query } from '../support/servers';
import { expect, signIn, test } from '../support/test';

const name = `tea${Date.now().toString(36)}`;
const database = `${name}-db`;
const tab = `/catalog/default/component/${name}/postgresql`;

// The workflow of a new user: one service, from the template to its removal.
test.describe.serial('a service with a database', () => {
  const service = new GeneratedService(name);
  let page: Page;
  test.beforeAll(async ({ browser }) => {
    page = await browser.newPage();
  });
  test.afterAll(async () => {
    await page.close();
    await service.stop();
  });

  // Changing the theme resets a form.
  const narrowAndDark = async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 320, height: 800 });
  };
  const wideAndLight = async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 1000 });
  };
  const connect = () =>
    page.getByRole('region', { name: 'Connect', exact: true });
  const codeOf = (what: string) => page.getByLabel(what, { exact: true });

  test('is created by a template, with the keyboard alone, on a narrow screen in the dark theme', async ({
    api,
    picture,
  }) => {
    await signIn(
      page,
      'ada',
      '/create/templates/default/service-with-postgresql',
    );
    await narrowAndDark();
    const next = page.getByRole('button', { name: 'Next' });
    // The only group of Ada.
    await expect(page.getByRole('textbox', { name: 'Owner' })).toHaveValue(
      'Team Orders',
    );
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await next.press('Enter');

    const location = page.getByLabel('Location');
    await expect(location).toBeEnabled();
    await location.press('Enter');
    await page
      .getByRole('option', { name: /The demo's server/ })
      .press('Enter');
    await expect(
      page.getByRole('textbox', { name: 'Name of the database' }),
    ).toHaveValue(database);
    await picture(page, 'service-template-320-dark');
    await page.getByRole('button', { name: 'Review' }).press('Enter');
    const create = page.getByRole('button', { name: 'Create' });
    await expect(create).toBeVisible();
    await picture(page, 'service-review-320-dark');
    await create.press('Enter');
    await page
      .getByRole('link', { name: 'Connect to the database' })
      .waitFor({ timeout: 90_000 });
    await wideAndLight();
    // The catalog needs some time for a new component: that is not a warning.
    const task = new URL(page.url()).pathname.split('/').at(-1);
    const { body } = await api('ada', `/scaffolder/v2/tasks/${task}/events`);
    const log = body.map((event: any) => event.body.message).join('\n');
    expect(log).toContain(`component:default/${name} is in the catalog`);
    expect(log).not.toContain('warn');
    await picture(page, 'service-done');
  });

  test('starts as in its README, and writes a row', async ({ picture }) => {
    await page.getByRole('link', { name: 'Connect to the database' }).click();
    await page.getByLabel('Format').selectOption('.env');
    await expect(connect()).toContainText(`PGDATABASE=${database}`);
    await picture(page, 'service-environment');
    await service.saveEnvironment(await codeOf('.env').innerText());
    const url = await service.start();
    const posted = await fetch(`${url}/orders`, {
      method: 'POST',
      body: JSON.stringify({ item: 'tea' }),
    });
    expect(posted.status).toBe(201);
    expect(await query(database, 'SELECT item FROM orders')).toEqual([
      { item: 'tea' },
    ]);
    await service.test();
  });

  test('reads from the standby with the environment of its endpoint', async ({
    picture,
  }) => {
    await page.getByLabel('Endpoint').selectOption('read-only');
    await expect(connect()).toContainText(`PGPORT=${demo.ports.standby}`);
    // No other command connects to the primary.
    const commands = await connect().locator('pre').allInnerTexts();
    expect(commands.join()).not.toContain(`${demo.ports.primary}`);
    await picture(page, 'service-environment-read-only');
    const environment = await codeOf('.env').innerText();
    await service.saveEnvironment(environment);
    await expect(async () => {
      const [row] = JSON.parse(
        await service.query(
          'SELECT pg_is_in_recovery() AS standby, min(item) AS item FROM orders',
        ),
      );
      expect(row).toEqual({ standby: true, item: 'tea' });
    }).toPass();
  });

  test('is included in a backup of the platform team', async ({
    open,
    picture,
  }) => {
    await narrowAndDark();
    await page.goto(`${tab}/backups`);
    const attention = page.getByRole('region', { name: 'Needs attention' });
    // Restorable from an older backup of the server, or not yet: never both.
    const headline = page.getByRole('group', { name: 'Backups' });
    const contradiction = async () =>
      /any second/.test(await headline.innerText()) ===
      (await attention
        .getByText('No backup contains this database yet')
        .isVisible());
    await expect.poll(contradiction).toBe(false);
    await expectToFit(page);
    await picture(page, 'service-backups-320-dark');
    const lin = await open('lin', `${tab}/backups`);
    const backups = lin.getByRole('region', { name: 'Backups', exact: true });
    await backups.getByRole('button', { name: 'Back up now' }).click();
    await expect(
      backups.getByRole('row', { name: /finished/ }).first(),
    ).toBeVisible({ timeout: 90_000 });
    // Without a reload of the page.
    await expect(attention).toHaveCount(0);
    await page.goto(`${tab}/connect`);
    await expect(page.getByText(/^As of/)).toBeVisible();
    await expectToFit(page);
    await picture(page, 'service-connect-320-dark');
    await wideAndLight();
  });

  test('is removed with the keyboard, together with its login', async ({
    picture,
  }) => {
    await service.stop();
    await page.goto(tab);
    const actions = page.getByRole('button', {
      name: `Actions on ${database}`,
    });
    await actions.press('Enter');
    await page.getByRole('menuitem', { name: /^Remove/ }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(`main/${database}`);
    await picture(page, 'service-remove');
    await dialog
      .getByRole('button', { name: `Remove main/${database}` })
      .press('Enter');
    await expect(dialog).toBeHidden();
    await expect(
      page.getByRole('heading', { name: database, exact: true }),
    ).toHaveCount(0);
    await picture(page, 'service-removed');
    await expect(query(database, 'SELECT 1')).rejects.toThrow(
      /No login is stored|does not exist/,
    );
  });
});
