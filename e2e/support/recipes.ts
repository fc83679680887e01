import { expect, type Locator, type Page } from '@playwright/test';

/** A copied text with the choices for it. */
export interface Copied {
  from: string;
  endpoint: string;
  /** Id of a format, or title of a recipe. */
  of: string;
  /** What the button copies, by its name; of a recipe, the name of the command. */
  what: string;
  text: string;
}

/**
 * Copies everything in the Connect section, for every choice in it: by its
 * buttons, from the clipboard.
 *
 * @param formats - `first`: only the first format of each client location.
 */
export async function copyEverything(
  page: Page,
  formats: 'all' | 'first' = 'all',
): Promise<Copied[]> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const connect = page.getByRole('region', { name: 'Connect', exact: true });
  const copies: Copied[] = [];
  for await (const from of eachOf(connect, 'From')) {
    for await (const endpoint of eachOf(connect, 'Endpoint')) {
      const recipes = new Set<string>();
      for await (const format of eachOf(connect, 'Format')) {
        const buttons = connect.getByRole('button', { name: /^Copy / });
        for (const [index, { recipe, what }] of (
          await namesOf(buttons)
        ).entries()) {
          // The format does not affect recipes.
          if (recipe && recipes.has(`${recipe} ${what}`)) continue;
          recipes.add(`${recipe} ${what}`);
          const text = await copy(buttons.nth(index));
          copies.push({
            ...{ from, endpoint, of: recipe ?? format, text },
            what: recipe ? what.replace(/, read-only by .*/g, '') : what,
          });
        }
        if (formats === 'first') break;
      }
    }
  }
  return copies;
}

/** Selects each option in turn. */
async function* eachOf(connect: Locator, label: string) {
  const choice = connect.getByLabel(label, { exact: true });
  await choice.waitFor();
  const values = await choice
    .locator('option')
    .evaluateAll(all => all.map(each => (each as HTMLOptionElement).value));
  for (const value of values) {
    await choice.selectOption(value);
    await expect(choice).toHaveValue(value);
    yield value;
  }
}

const namesOf = (buttons: Locator) =>
  buttons.evaluateAll(all =>
    all.map(button => {
      const section = button.closest('section')!.getAttribute('aria-label')!;
      return {
        recipe: section === 'Connect' ? undefined : section,
        what: button.getAttribute('aria-label')!.replace('Copy ', ''),
      };
    }),
  );

async function copy(button: Locator): Promise<string> {
  await button.click();
  await expect(button.locator('..').getByRole('status')).toHaveText('Copied');
  const { shown, copied } = await button.evaluate(
    async ({ parentElement }) => ({
      shown: parentElement!.previousElementSibling!.textContent,
      copied: await navigator.clipboard.readText(),
    }),
  );
  expect(copied).toBe(shown);
  return copied;
}
