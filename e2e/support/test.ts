import fs from 'node:fs/promises';
import path from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { demo } from './demo';

export { expect } from '@playwright/test';

/** The users of the demo, and the auth provider of each. */
const providers = { ada: 'guest', grace: 'guest-grace', lin: 'guest-lin' };
type Person = keyof typeof providers;

interface Fixtures {
  /** Opens a page of the app, signed in. */
  open(person: Person, path: string): Promise<Page>;
  /** Calls the API of the plugin as a user. */
  api(
    person: Person,
    path: string,
    init?: RequestInit,
  ): Promise<{ status: number; body: any }>;
  /** Saves a screenshot for review in `screenshots`. */
  picture(page: Page, name: string): Promise<void>;
}

/** Opens a page of the app, and signs in if necessary. */
export async function signIn(page: Page, person: Person, url: string) {
  await page.goto(url);
  const button = page.getByRole('button', {
    name: new RegExp(`as ${person}`, 'i'),
  });
  const signedIn = page.getByRole('link', { name: 'Settings' });
  // The development server loads the whole app: slow on a busy machine.
  await button.or(signedIn).first().waitFor({ timeout: 150_000 });
  if (await button.isVisible()) await button.click();
  await signedIn.first().waitFor();
}

/** Playwright's test with the shared fixtures. */
export const test = base.extend<Fixtures>({
  open: async ({ page }, use) => {
    await use(async (person, url) => {
      await signIn(page, person, url);
      return page;
    });
  },

  api: async ({}, use) => {
    await use(async (person, url, init) => {
      const signIn = await fetch(
        `${demo.apiUrl}/auth/${providers[person]}/refresh`,
        { headers: { 'X-Requested-With': 'XMLHttpRequest' } },
      );
      const { backstageIdentity } = await signIn.json();
      const response = await fetch(`${demo.apiUrl}${url}`, {
        ...init,
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${backstageIdentity.token}`,
        },
      });
      const text = await response.text();
      return { status: response.status, body: text && JSON.parse(text) };
    });
  },

  picture: async ({}, use) => {
    const folder = path.join(demo.dataDir, 'screenshots');
    await fs.mkdir(folder, { recursive: true });
    await use(async (page, name) => {
      // Away from the sidebar, which opens under the pointer.
      await page.mouse.move(900, 5);
      await page.screenshot({
        path: path.join(folder, `${name}.png`),
        fullPage: true,
      });
    });
  },
});

/** Returns a row of the table of instances. */
export const instance = (page: Page, name: string) =>
  page
    .getByRole('table', { name: /^Instances/ })
    .getByRole('row', { name: new RegExp(`^${name}`) });
