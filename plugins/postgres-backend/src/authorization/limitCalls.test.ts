import { UpstreamTimeoutError } from '@pgstage/backstage-plugin-postgres-common';
import { limitCalls } from './limitCalls';

class Plugin {
  readonly #name = 'catalog';
  name = () => this.#name;
  async answer(value: number) {
    return `${this.#name} ${value}`;
  }
  async refuse() {
    throw new Error(`${this.#name} refuses`);
  }
  hang() {
    return new Promise<never>(() => {});
  }
}

it('ends calls that take too long with the name of the plugin, and does not change others', async () => {
  const limited = limitCalls('catalog', new Plugin(), 20);
  expect(await limited.answer(1)).toBe('catalog 1');
  expect(limited.name()).toBe('catalog');
  await expect(limited.refuse()).rejects.toThrow('catalog refuses');
  const late = await limited.hang().catch(error => error);
  expect(late).toBeInstanceOf(UpstreamTimeoutError);
  expect(late.message).toMatch(/^The plugin catalog .* within 0\.02 s/);
});
