import { expect, type Page } from '@playwright/test';

/** What a person sees in red on the page, by the nearest text. */
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

/** Nothing lies beside the screen. */
export async function expectToFit(page: Page): Promise<void> {
  const widths = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: window.innerWidth,
  }));
  expect(widths.content).toBeLessThanOrEqual(widths.screen);
}
