import { missingParts } from '../support/kubernetes/parts';
import { TemplateForm } from '../support/TemplateForm';
import { expect, test } from '../support/test';

test.skip(missingParts.length > 0, `needs ${missingParts.join(', ')}`);

test('invalid input is reported at its field, before the request', async ({
  open,
  picture,
}) => {
  const page = await open('ada', TemplateForm.url);
  const form = new TemplateForm(page);
  await form.chooseComponent('storefront');
  await form.chooseLocation(/CloudNativePG/);
  for (const bad of ['Orders_DB', `a${'b'.repeat(50)}`, '$(reboot)']) {
    await form.name.fill(bad);
    await expect(form.name).toHaveAccessibleDescription(
      /must be at most 50 lowercase letters/,
    );
  }
  await picture(page, 'kubernetes-bad-name');
  await form.name.fill('never-made');
  await form.next.click();

  await form.advanced.click();
  await form.group('Connection pooler').check();
  for (const [field, bad, called] of [
    ['Owner role', 'Robert; DROP', 'User'],
    ['Storage', '20', 'Storage'],
    ['Keep for', 'ever', 'Options Backup Retention'],
  ]) {
    const input = form.field(field);
    const good = await input.inputValue();
    await input.fill(bad);
    // Shown while the user types, and again instead of the review.
    await expect(
      page.locator('.form-group', { has: input }).last().getByText(/must/),
    ).toBeVisible();
    await expect(input).toHaveAttribute('aria-invalid', 'true');
    await form.review.click();
    await expect(page.getByText(`'Settings ${called}' must`)).toBeVisible();
    await picture(page, `kubernetes-bad-${field}`);
    await input.fill(good);
  }
  await form.review.click();
  await expect(
    page.getByRole('button', { name: 'Create', exact: true }),
  ).toBeVisible();
  await picture(page, 'kubernetes-review');
});
