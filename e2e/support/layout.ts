import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

/** Returns what is red on the page, by the nearest text. */
export function redsOn(page: Page): Promise<string[]> {
  return page
    .getByRole('main')
    .first()
    .evaluate(main => {
      const isRed = (color: string) => {
        const [red, green, blue, alpha = 1] = (
          color.match(/[\d.]+/g) ?? []
        ).map(Number);
        return alpha > 0.5 && red > 150 && green < 110 && blue < 110;
      };
      const looksRed = (element: Element) => {
        const style = getComputedStyle(element);
        return [style.color, style.backgroundColor, style.borderLeftColor].some(
          isRed,
        );
      };
      const textNear = (element: Element | null): string =>
        element ? element.textContent || textNear(element.parentElement) : '';
      return [...main.querySelectorAll('*')]
        .filter(
          element =>
            element.checkVisibility({ visibilityProperty: true }) &&
            looksRed(element),
        )
        .map(textNear);
    });
}

/** Expects the page not to scroll sideways, once its layout has followed the size of the window. */
export async function expectToFit(page: Page): Promise<void> {
  const excess = () =>
    page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
  await expect.poll(excess, { timeout: 5_000 }).toBeLessThanOrEqual(0);
}

/** Expects the tab to have no accessibility violation; the app around it is not checked. */
export async function expectAccessible(
  page: Page,
  database: string,
): Promise<void> {
  await page.evaluate(axe.source);
  const broken = await page
    .getByRole('heading', { name: database, level: 2 })
    .evaluate(async heading => {
      const tab = heading.closest('header')!.parentElement!;
      const { violations } = await (
        window as unknown as { axe: typeof axe }
      ).axe.run(tab);
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
      );
    });
  expect(broken).toEqual([]);
}
