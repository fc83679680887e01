import type { Locator, Page } from '@playwright/test';

/** The form of the template *PostgreSQL database*. */
export class TemplateForm {
  static readonly url = '/create/templates/default/postgresql-database';
  readonly name: Locator;
  readonly next: Locator;
  readonly review: Locator;
  readonly instances: Locator;
  readonly limit: Locator;
  readonly advanced: Locator;

  constructor(private readonly page: Page) {
    this.name = page.getByRole('textbox', { name: 'Name' });
    this.next = page.getByRole('button', { name: 'Next' });
    this.review = page.getByRole('button', { name: 'Review' });
    this.instances = page.getByRole('spinbutton', { name: /^Instances/ });
    this.limit = page.getByRole('spinbutton', { name: /^Connection limit/ });
    this.advanced = page.getByText('Advanced options');
  }

  /** Chooses on the first page, and continues to the next one. */
  async chooseComponent(name: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Component' }).click();
    await this.page
      .getByRole('option', { name: new RegExp(name, 'i') })
      .click();
    await this.next.click();
  }

  chooseLocation(option: RegExp): Promise<void> {
    return this.choose('Location', option);
  }

  async choose(field: string, option: RegExp): Promise<void> {
    await this.page.getByLabel(field).click();
    await this.page.getByRole('option', { name: option }).click();
  }

  field(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  group(name: string): Locator {
    return this.page.getByRole('checkbox', { name });
  }
}
