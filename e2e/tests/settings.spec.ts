import type { Page } from '@playwright/test';
import { missingParts } from '../support/kubernetes/parts';
import { TemplateForm } from '../support/TemplateForm';
import { expect, test } from '../support/test';

test.skip(missingParts.length > 0, `needs ${missingParts.join(', ')}`);

/** Returns the labels of the page of settings, including advanced options. */
async function labelsOn(page: Page, form: TemplateForm) {
  await expect(form.advanced).toBeVisible();
  await form.advanced.click();
  const labels = await page.locator('form label').allInnerTexts();
  return labels.map(label => label.replace(/\s*\*$/, '').trim());
}

/** The toolbar around the form belongs to the scaffolder, and is wider. */
async function expectFormToFit(page: Page) {
  const widest = await page
    .locator('form, form *')
    .evaluateAll(all =>
      Math.max(...all.map(each => each.getBoundingClientRect().right)),
    );
  expect(widest).toBeLessThanOrEqual(320);
}

test('has the settings of each provider, and keeps common values', async ({
  open,
  picture,
}) => {
  const page = await open('ada', TemplateForm.url);
  const form = new TemplateForm(page);
  await form.chooseComponent('storefront');
  await form.chooseLocation(/CloudNativePG/);
  await form.name.fill('carried');
  await form.next.click();
  const onCluster = await labelsOn(page, form);
  expect(onCluster).toEqual(
    expect.arrayContaining([
      'Version',
      'Size',
      'Instances',
      'Storage',
      'Back up',
      'Backups go to',
      'Connection pooler',
      'Synchronous standbys',
    ]),
  );
  // Reserved for the platform team, so not in the form.
  expect(onCluster.join()).not.toMatch(/pg.?hba|image|priority class/i);
  await expect(form.group('Deletion protection')).toBeChecked();
  await expect(form.group('Connection pooler')).not.toBeChecked();
  await form.limit.fill('5');
  await form.instances.fill('2');
  await form.group('Back up').uncheck();
  await expect(page.getByLabel('Backups go to')).toHaveCount(0);
  await picture(page, 'settings-cluster');

  await page.getByRole('button', { name: 'Back' }).click();
  await form.chooseLocation(/The demo's server/);
  await form.next.click();
  const note = page.getByText(
    /^Removed because .* does not offer these settings:/,
  );
  for (const dropped of ['Version', 'Size', 'Instances', 'Backup'])
    await expect(note).toContainText(dropped);
  await expect(form.limit).toHaveValue('5');
  await expect(form.group('Deletion protection')).toBeChecked();
  await picture(page, 'settings-left-out');
  expect((await labelsOn(page, form)).sort()).toEqual([
    'Connection limit',
    'Deletion protection',
    'Encoding',
    'Extensions',
    'Locale',
    'Locale provider',
    'Owner role',
  ]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`can be filled in with the keyboard on a narrow screen, ${colorScheme}`, async ({
    open,
    picture,
  }) => {
    const page = await open('ada', TemplateForm.url);
    // Changing the theme resets a form.
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 320, height: 800 });
    const form = new TemplateForm(page);
    await form.chooseComponent('storefront');
    await form.chooseLocation(/CloudNativePG/);
    await form.name.fill('narrow');
    await form.name.press('Enter');

    const version = page.getByRole('button', { name: /^Version/ });
    await expect(version).toContainText('PostgreSQL 18');
    await version.press('Enter');
    await page.getByRole('option', { name: /PostgreSQL 17/ }).press('Enter');
    await expect(version).toContainText('PostgreSQL 17');
    await expect(version).toHaveAccessibleDescription(
      'Community support until 2029-11-08',
    );
    await form.group('Connection pooler').press('Space');
    await page.getByLabel('Pool mode').press('Enter');
    await page.getByRole('option', { name: /one transaction/ }).press('Enter');
    await form.advanced.focus();
    await page.keyboard.press('Enter');
    const user = form.field('Owner role');
    await user.fill('Robert; DROP');
    await expect(user).toHaveAttribute('aria-invalid', 'true');
    await expectFormToFit(page);
    await picture(page, `settings-320-${colorScheme}`);
    await user.fill('');
    await form.review.press('Enter');
    await expect(
      page.getByRole('button', { name: 'Create', exact: true }),
    ).toBeVisible();
    await picture(page, `settings-review-320-${colorScheme}`);
  });
}
