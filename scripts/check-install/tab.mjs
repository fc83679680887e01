import { chromium } from '@playwright/test';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Opens the PostgreSQL tab of a component, as a guest would. */
export async function checkTab(
  app,
  { entity, name, executablePath, screenshot },
) {
  const browser = await chromium.launch({ executablePath, args: flags });
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  try {
    await page.goto(`${app}/catalog/default/component/${entity}`);
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.getByRole('link', { name: 'PostgreSQL', exact: true }).click();
    await page.getByRole('heading', { name }).waitFor();
    await page.getByRole('heading', { name: 'Connect', exact: true }).waitFor();
  } finally {
    await page.screenshot({ path: screenshot, fullPage: true });
    await browser.close();
  }
}
