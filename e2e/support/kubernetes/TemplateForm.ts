import type { Locator, Page } from '@playwright/test';

/** The form of the template *PostgreSQL on Kubernetes*. */
export class TemplateForm {
  static readonly url = '/create/templates/default/postgresql-kubernetes';
  readonly name: Locator;
  readonly next: Locator;

  constructor(private readonly page: Page) {
    this.name = page.getByRole('textbox', { name: 'Name' });
    this.next = page.getByRole('button', { name: 'Next' });
  }

  async chooseComponent(name: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Component' }).click();
    await this.page.getByRole('option', { name: new RegExp(name) }).click();
  }

  async choose(field: string, option: RegExp): Promise<void> {
    await this.page.getByLabel(field).click();
    await this.page.getByRole('option', { name: option }).click();
  }
}
