import { missingParts } from '../support/kubernetes/parts';
import { TemplateForm } from '../support/kubernetes/TemplateForm';
import { expect, test } from '../support/test';

test.skip(missingParts.length > 0, `needs ${missingParts.join(', ')}`);

test('bad input is told at its field, before anything is asked for', async ({
  open,
  picture,
}) => {
  const page = await open('ada', TemplateForm.url);
  const form = new TemplateForm(page);
  await form.chooseComponent('storefront');
  for (const bad of ['Orders_DB', `a${'b'.repeat(50)}`, '$(reboot)']) {
    await form.name.fill(bad);
    await expect(form.name).toHaveAccessibleDescription(
      /must be at most 50 small letters/,
    );
  }
  await picture(page, 'kubernetes-bad-name');
  await form.name.fill('never-made');
  await form.next.click();

  for (const [field, bad] of [
    ['Owner role', 'Robert; DROP'],
    ['Storage', '20'],
  ]) {
    const input = page.getByRole('textbox', { name: field });
    await input.fill(bad);
    await form.next.click();
    await expect(page.getByText(`'${field}' must`)).toBeVisible();
    await expect(input).toHaveAttribute('aria-invalid', 'true');
    await picture(page, `kubernetes-bad-${field}`);
    await input.fill('');
    await form.next.click();
  }
});
