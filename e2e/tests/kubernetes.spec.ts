import type { Page } from '@playwright/test';
import { checkCopied } from '../support/kubernetes/checkCopied';
import { Operator } from '../support/kubernetes/Operator';
import { missingParts } from '../support/kubernetes/parts';
import { expectToFit, redsOn } from '../support/layout';
import { copyEverything } from '../support/recipes';
import { TemplateForm } from '../support/TemplateForm';
import { expect, instance, signIn, test } from '../support/test';

const database = `shop${Date.now().toString(36)}`;
const [first, second, third] = [1, 2, 3].map(number => `${database}-${number}`);

const restored = `${database}-restored`;
const tabOf = (name: string) =>
  `/catalog/default/component/storefront/postgresql/health?database=${encodeURIComponent(
    `cloudnative-pg:kubeconfig/default/${name}`,
  )}`;

/** Returns the state in the header of the tab. */
const state = (page: Page) =>
  page.getByRole('main').getByRole('status').first();
const reason = (page: Page, text: string | RegExp) =>
  page.getByText(text).first();
const attention = (page: Page) =>
  page.getByRole('region', { name: 'Needs attention' });

/** Opens the dialog of an action. */
async function choose(page: Page, action: RegExp) {
  await page.getByRole('button', { name: `Actions on ${database}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
  return page.getByRole('dialog');
}

async function expectChangeWithoutRed(page: Page, word = 'Changing') {
  await expect(state(page)).toHaveText(word);
  expect(await redsOn(page)).toEqual([]);
}

// All tests use one database and one page.
test.describe.serial('a database on Kubernetes', () => {
  test.skip(missingParts.length > 0, `needs ${missingParts.join(', ')}`);

  let operator: Operator;
  let page: Page;
  test.beforeAll(async ({ browser }) => {
    operator = new Operator(database);
    page = await browser.newPage();
  });
  test.afterAll(() => page.close());

  const section = (name: string) =>
    page.getByRole('link', { name, exact: true }).click();

  // A waiting task ends half a minute later: it is checked in the end.
  const removed = `gone${database}`;
  const removedUrl = `/postgres/databases/${encodeURIComponent(
    `cloudnative-pg:kubeconfig/default/${removed}`,
  )}`;
  let waiting: string;
  test('can be removed while its task waits for it', async ({ api }) => {
    const { status, body } = await api('ada', '/scaffolder/v2/tasks', {
      method: 'POST',
      body: JSON.stringify({
        templateRef: 'template:default/postgresql-database',
        values: {
          entityRef: 'component:default/storefront',
          location: {
            provider: 'cloudnative-pg',
            location: 'kubeconfig/default',
          },
          name: removed,
          settings: {
            ...{ version: '17', size: 'small', instances: 1, storage: '1Gi' },
            protected: false,
            options: { backup: { enabled: false } },
          },
        },
      }),
    });
    expect(status, JSON.stringify(body)).toBe(201);
    waiting = `/scaffolder/v2/tasks/${body.id}`;
    await expect
      .poll(async () =>
        JSON.stringify((await api('ada', `${waiting}/events`)).body),
      )
      .toContain('Done: Request accepted');
    const removal = await api('ada', removedUrl, {
      method: 'DELETE',
    });
    expect(removal.status).toBeLessThan(300);
  });

  test('is created by a template, and its instances appear on the open page', async ({
    picture,
  }) => {
    await signIn(page, 'ada', TemplateForm.url);
    const form = new TemplateForm(page);
    await form.chooseComponent('storefront');
    await form.chooseLocation(/CloudNativePG/);
    await form.name.fill(database);
    await picture(page, 'kubernetes-template');
    await form.next.click();
    await form.choose('Version', /PostgreSQL 17/);
    await form.instances.fill('3');
    await picture(page, 'kubernetes-template-settings');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('button', { name: 'Show Logs' }).click();
    await expect(page.getByText(/Done: Request accepted/)).toBeVisible();
    const task = page.url();

    await page.goto(tabOf(database));
    await expect(page.getByRole('heading', { name: database })).toBeVisible();
    await operator.accept();
    await operator.play('create', { until: 3 });
    await expect(reason(page, /Creating the first instance/)).toBeVisible();
    await expectChangeWithoutRed(page);
    await picture(page, 'kubernetes-creating');

    await operator.play('create', { until: 45 });
    await expect(instance(page, first)).toContainText(
      'accepts reads and writes',
    );
    await expect(instance(page, second)).toContainText('streaming');
    await expect(instance(page, third)).toContainText('DOWN');
    await expectChangeWithoutRed(page);
    await picture(page, 'kubernetes-instances-come');

    await operator.play('create');
    await expect(instance(page, third)).toContainText('streaming');
    await expect(state(page)).toHaveText('Accepting connections');
    await expect(page.getByRole('group', { name: 'Capacity' })).toContainText(
      /Size: 7\.4\sMB of 1\.0\sGB.*Connections: 7 of 100/,
    );

    await page.goto(task);
    await page.getByRole('link', { name: 'Connect to the database' }).click();
    await expect(page.getByRole('heading', { name: database })).toBeVisible();
    await expect(
      page.getByRole('region', { name: 'Connect', exact: true }),
    ).toContainText(`${database}-rw.default.svc`);
    await picture(page, 'kubernetes-connect');
  });

  test('has a valid configuration for containers, and valid commands for a shell', async () => {
    const copies = await copyEverything(page, 'first');
    const containers = copies.filter(({ text }) => /^env:$/m.test(text));
    expect(containers.map(({ endpoint }) => endpoint).sort()).toEqual([
      'read-only',
      'read-write',
    ]);
    await Promise.all(copies.map(checkCopied));
  });

  test('is backed up with one click', async ({ picture }) => {
    await section('Backups');
    await expect(attention(page)).toContainText('No backup has finished yet');
    const backups = page.getByRole('region', { name: 'Backups', exact: true });
    await backups.getByRole('button', { name: 'Back up now' }).click();
    await expect(backups.getByRole('row', { name: /running/ })).toHaveCount(1);
    await operator.backUp('running');
    await operator.backUp('completed');
    await operator.play('backup');
    await expect(backups.getByRole('row', { name: /finished/ })).toHaveCount(1);
    // No WAL was archived since, so nothing proves that a later point in time can be restored.
    await expect(backups).toContainText(
      'You can restore to the last usable backup',
    );
    await expect(attention(page)).toHaveCount(0);
    await picture(page, 'kubernetes-backups');
  });

  test('is restored into a new database', async ({ picture }) => {
    const back = page.url();
    const backups = page.getByRole('region', { name: 'Backups', exact: true });
    await backups
      .getByRole('button', { name: 'Restore to a new database…' })
      .click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByLabel('Restore from')).toContainText('Backup');
    await expect(dialog.getByLabel('Name')).toHaveValue(restored);
    await expect(dialog).toContainText(`${database} is not changed`);
    await picture(page, 'kubernetes-restore');
    await dialog
      .getByRole('button', { name: `Restore to ${restored}` })
      .click();
    await expect(dialog).toBeHidden();

    await page.goto(tabOf(restored));
    await expect(page.getByRole('heading', { name: restored })).toBeVisible();
    await expectChangeWithoutRed(page);
    const restoring = new Operator(restored);
    await restoring.accept();
    await restoring.play('create', { until: 3 });
    await expect(reason(page, /Restoring from a backup/)).toBeVisible();
    await expectChangeWithoutRed(page);
    await picture(page, 'kubernetes-restoring');
    await restoring.play('create');
    await expect(instance(page, `${restored}-3`)).toContainText('streaming');
    await expect(state(page)).toHaveText('Accepting connections');
    await picture(page, 'kubernetes-restored');
    await section('Backups');
    // Its own backups: those of the source are not included.
    await expect(attention(page)).toContainText('No backup has finished yet');
    await expect(
      page.getByRole('region', { name: 'Backups', exact: true }),
    ).toContainText('No backups yet');
    await picture(page, 'kubernetes-restored-backups');
    await page.goto(back);
    await expect(page.getByRole('heading', { name: database })).toBeVisible();
  });

  test('shows a failover on the open page', async ({ picture }) => {
    await section('Health');
    await expect(instance(page, first)).toContainText(
      'accepts reads and writes',
    );
    await operator.play('failover', { until: 0.6 });
    await expect(attention(page)).toContainText(`The primary ${first} failed`);
    expect(await redsOn(page)).toContainEqual(
      expect.stringContaining(`The primary ${first} failed`),
    );
    await picture(page, 'kubernetes-failover');
    await operator.play('failover');
    await expect(instance(page, second)).toContainText(
      'accepts reads and writes',
    );
    await expect(instance(page, first)).toContainText('streaming');
    await expect(state(page)).toHaveText('Accepting connections');
  });

  test('switches over after a confirmation', async ({ picture }) => {
    const dialog = await choose(page, /^Switch over/);
    await dialog.getByRole('radio', { name: new RegExp(first) }).check();
    await expect(dialog).toContainText('Writes pause for a few seconds');
    await expect(dialog).toContainText('storefront');
    await picture(page, 'kubernetes-switchover');
    await dialog
      .getByRole('button', { name: `Switch over to ${first}` })
      .click();
    await expect(dialog).toBeHidden();
    await expect(reason(page, `Switching over to ${first}`)).toBeVisible();
    await operator.play('switchover', { until: 9 });
    await expect(instance(page, second)).toContainText('DOWN');
    await expectChangeWithoutRed(page);
    await picture(page, 'kubernetes-switching-over');
    await operator.play('switchover');
    await expect(instance(page, first)).toContainText(
      'accepts reads and writes',
    );
    await expect(instance(page, second)).toContainText('streaming');
    await expect(state(page)).toHaveText('Accepting connections');
  });

  test('is scaled down, hibernated and woken up', async ({ picture }) => {
    const scale = await choose(page, /^Change the number of instances/);
    await scale.getByLabel(/^Instances/).fill('2');
    await expect(scale).toContainText(third);
    await scale.getByRole('button', { name: 'Change to 2' }).click();
    await expect(scale).toBeHidden();
    await operator.play('scale');
    await expect(instance(page, third)).toHaveCount(0);
    await expect(state(page)).toHaveText('Accepting connections');

    const sleep = await choose(page, /^Hibernate/);
    await sleep.getByRole('checkbox', { name: /production/ }).check();
    await sleep.getByRole('button', { name: 'Hibernate' }).click();
    await expect(sleep).toBeHidden();
    await operator.play('hibernate');
    await expect(instance(page, first)).toContainText('DOWN, hibernated');
    await expectChangeWithoutRed(page, 'Hibernated');
    await picture(page, 'kubernetes-hibernated');

    const wake = await choose(page, /^Wake/);
    await wake.getByRole('button', { name: 'Wake up' }).click();
    await expect(wake).toBeHidden();
    await operator.play('wake', { until: 15 });
    await expect(instance(page, first)).toContainText(
      'accepts reads and writes',
    );
    await expectChangeWithoutRed(page);
    await operator.play('wake');
    await expect(instance(page, second)).toContainText('streaming');
    await expect(state(page)).toHaveText('Accepting connections');

    // After two more primaries, the archive still contains what the backup needs.
    await section('Backups');
    await expect(
      page.getByRole('button', { name: 'Restore to a new database…' }),
    ).toBeEnabled();
  });

  test('fits a narrow screen in the dark theme', async ({ picture }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 320, height: 800 });
    for (const name of ['Connect', 'Health', 'Backups']) {
      await section(name);
      await expect(
        page
          .getByRole('region', { name, exact: true })
          .last()
          .getByText(/^As of/),
      ).toBeVisible();
      await expectToFit(page);
      await picture(page, `kubernetes-${name}-320-dark`);
    }
  });

  test('is not recreated after its removal', async ({ api }) => {
    const status = async () => (await api('ada', waiting)).body.status;
    await expect.poll(status).toBe('failed');
    const { body } = await api('ada', `${waiting}/events`);
    expect(JSON.stringify(body)).toContain('The task does not recreate it');
    expect((await api('ada', removedUrl)).status).toBe(404);
  });
});
