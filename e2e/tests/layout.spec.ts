import { expectAccessible, expectToFit } from '../support/layout';
import { expect, test } from '../support/test';

const tab = '/catalog/default/component/orders/postgresql';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`fits a narrow screen, ${colorScheme}`, async ({ open, picture }) => {
    const page = await open('ada', tab);
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 320, height: 800 });
    for (const section of ['connect', 'health', 'backups', 'operations']) {
      await page.goto(`${tab}/${section}`);
      await expect(
        page.getByRole('heading', { name: 'orders-db' }),
      ).toBeVisible();
      await expect(
        page.getByText(/^As of|^Not offered by PostgreSQL server/),
      ).toBeVisible();
      await expectToFit(page);
      await expectAccessible(page, 'orders-db');
      await picture(page, `${section}-320-${colorScheme}`);
    }
  });
}

test('can be used with the keyboard alone', async ({ open }) => {
  const page = await open('ada', tab);
  const actions = page.getByRole('button', { name: 'Actions on orders-db' });
  await actions.focus();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('menuitem', { name: /back up now/i }),
  ).toBeFocused();
  // Whether a restore is offered, too, depends on the client programs here.
  const limit = page.getByRole('menuitem', { name: /connection limit/i });
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(limit).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(/connection limit/i);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(actions).toBeFocused();

  await page.getByRole('link', { name: 'Health', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('table', { name: /^Instances/ })).toBeVisible();
});
