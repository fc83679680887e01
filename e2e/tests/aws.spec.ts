import { DescribeDBSnapshotsCommand } from '@aws-sdk/client-rds';
import type { Page } from '@playwright/test';
import { emulatedRds } from '../support/aws';
import { expectAccessible, expectToFit } from '../support/layout';
import { TemplateForm } from '../support/TemplateForm';
import { expect, signIn, test } from '../support/test';

const database = `shop${Date.now().toString(36)}`;
const restored = `${database}-restored`;
const location = '123456789012/eu-west-1';
const emulated =
  'Available, according to an emulator of AWS; nothing listens at its endpoint';
const tabOf = (name: string, section: string) =>
  `/catalog/default/component/storefront/postgresql/${section}?database=${encodeURIComponent(
    `aws-rds:${location}/${name}`,
  )}`;

/** Opens the dialog of an action. */
async function choose(page: Page, action: RegExp) {
  await page.getByRole('button', { name: `Actions on ${database}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
  return page.getByRole('dialog');
}

// All tests use one database and one page.
test.describe.serial('a database on Amazon RDS', () => {
  test.skip(!process.env.PGSTAGE_MOTO_SERVER, 'needs PGSTAGE_MOTO_SERVER');

  let page: Page;
  test.beforeAll(async ({ browser }) => {
    page = await browser.newPage();
  });
  test.afterAll(() => page.close());

  /** The page on a narrow screen, and in the dark. */
  async function expectGoodLayout(
    name: string,
    picture: (page: Page, name: string) => Promise<void>,
  ) {
    await picture(page, name);
    await page.setViewportSize({ width: 320, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(page.getByRole('heading', { name: database })).toBeVisible();
    await expect(page.getByText(/^As of/)).toBeVisible();
    await expectToFit(page);
    await expectAccessible(page, database);
    await picture(page, `${name}-320-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 1000 });
  }

  test('is created by a template, and its page claims nothing that an emulator cannot prove', async ({
    picture,
  }) => {
    await signIn(page, 'ada', TemplateForm.url);
    const form = new TemplateForm(page);
    await form.chooseComponent('storefront');
    await form.chooseLocation(/Emulator of AWS.*without PostgreSQL/);
    await form.name.fill(database);
    await form.next.click();
    await expect(
      page.getByRole('checkbox', { name: 'Multi-AZ' }),
    ).toBeVisible();
    await form.advanced.click();
    await picture(page, 'aws-template');
    await form.review.click();
    await page.getByRole('button', { name: 'Create' }).click();
    await expect(
      page.getByText(/Whether the database accepts connections is unknown/),
    ).toBeVisible();
    await picture(page, 'aws-template-done');

    await page.getByRole('link', { name: 'Connect to the database' }).click();
    await expect(page.getByText(emulated).first()).toBeVisible();
    await expect(page.getByRole('main').getByRole('status').first()).toHaveText(
      'Unknown',
    );
    for (const tile of ['Health', 'Backups'])
      await expect(page.getByRole('group', { name: tile })).toContainText(
        'Unknown',
      );
    await expectGoodLayout('aws-connect', picture);
    await page.goto(tabOf(database, 'health'));
    await expectGoodLayout('aws-health', picture);
  });

  test('is backed up, and restored to a new database', async ({ picture }) => {
    await page.goto(tabOf(database, 'backups'));
    const backups = page.getByRole('region', { name: 'Backups', exact: true });
    await backups.getByRole('button', { name: 'Back up now' }).click();
    const snapshot = backups.getByRole('row', { name: /until it is deleted/ });
    await expect(snapshot).toContainText(
      /finished.*An emulator of AWS stores no data/,
    );
    await expectGoodLayout('aws-backups', picture);

    await backups
      .getByRole('button', { name: 'Restore to a new database…' })
      .click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByLabel('Name')).toHaveValue(restored);
    await expect(dialog).toContainText('a password of its own');
    await picture(page, 'aws-restore');
    await dialog
      .getByRole('button', { name: `Restore to ${restored}` })
      .click();
    await expect(dialog).toBeHidden();
    await page.goto(tabOf(restored, 'connect'));
    await expect(page.getByRole('heading', { name: restored })).toBeVisible();
    await expect(page.getByText(`PGHOST=${restored}.`)).toBeVisible();
  });

  test('is removed with a final snapshot', async ({ picture }) => {
    await page.goto(tabOf(database, 'operations'));
    await picture(page, 'aws-operations');
    const protection = await choose(page, /^Turn off deletion protection/);
    await protection.getByRole('button', { name: /^Turn off/ }).click();
    await expect(protection).toBeHidden();
    await expect(page.getByText('Deletion protection off')).toBeVisible();

    const removal = await choose(page, /^Remove/);
    await removal.getByRole('checkbox', { name: /production/ }).check();
    await removal.getByRole('textbox').fill(`${location}/${database}`);
    const [, snapshot] =
      /snapshot (\S+),/.exec(await removal.innerText()) ?? [];
    await picture(page, 'aws-remove');
    await removal.getByRole('button', { name: /^Remove/ }).click();
    await expect(removal).toBeHidden();
    const rds = await emulatedRds();
    await expect(async () => {
      const { DBSnapshots } = await rds.send(
        new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: snapshot }),
      );
      expect(DBSnapshots).toEqual([
        expect.objectContaining({ DBInstanceIdentifier: database }),
      ]);
    }).toPass();
    await expect(
      page.getByRole('heading', { name: database, exact: true }),
    ).toBeHidden();
    await picture(page, 'aws-removed');
  });
});
