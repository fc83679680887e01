import fs from 'node:fs/promises';
import path from 'node:path';
import { storedPasswords } from '../support/credentials';
import { demo } from '../support/demo';
import { missingParts } from '../support/kubernetes/parts';
import { kubernetesSecrets } from '../support/kubernetes/secrets';
import { expect, test } from '../support/test';

/** Returns all text files in a folder, except for credentials. */
async function texts(folder: string): Promise<[string, string][]> {
  const names = await fs.readdir(folder, { recursive: true });
  const logs = names.filter(name => name.endsWith('.log'));
  return Promise.all(
    logs.map(
      async name =>
        [name, await fs.readFile(path.join(folder, name), 'utf8')] as [
          string,
          string,
        ],
    ),
  );
}

// Last by name, because it checks what all other tests left behind.
test('no password is in logs, tasks, responses, catalog or page', async ({
  api,
  open,
}) => {
  const found = new Map<string, string>(await texts(demo.dataDir));
  expect([...found.keys()]).toContain('backstage.log');

  const { body: tasks } = await api('ada', '/scaffolder/v2/tasks');
  found.set('tasks', JSON.stringify(tasks));
  expect(tasks.tasks.length).toBeGreaterThan(0);
  for (const { id } of tasks.tasks) {
    const { body } = await api('ada', `/scaffolder/v2/tasks/${id}/events`);
    found.set(`events of task ${id}`, JSON.stringify(body));
  }

  const { body: list } = await api('ada', '/postgres/databases');
  found.set('databases', JSON.stringify(list));
  for (const { ref } of list.items) {
    for (const section of ['', '/connection', '/health', '/backups']) {
      const url = `/postgres/databases/${encodeURIComponent(ref)}${section}`;
      found.set(url, JSON.stringify((await api('ada', url)).body));
    }
  }
  found.set(
    'catalog',
    JSON.stringify((await api('ada', '/catalog/entities')).body),
  );

  // A page of each provider.
  const shown = new Map<string, any>(
    list.items.map((item: any) => [item.provider, item]),
  );
  for (const { ref, name, binding } of shown.values()) {
    const [kind, namespace, entity] = binding.entityRefs[0].split(/[:/]/);
    const page = await open(
      'ada',
      `/catalog/${namespace}/${kind}/${entity}/postgresql/connect?database=${encodeURIComponent(
        ref,
      )}`,
    );
    await expect(
      page.getByRole('region', { name: 'Connect', exact: true }),
    ).toContainText(name);
    const formats = await page
      .getByLabel('Format')
      .locator('option')
      .allInnerTexts();
    for (const format of formats) {
      await page.getByLabel('Format').selectOption(format);
      found.set(`page of ${ref} with ${format}`, await page.content());
    }
  }

  const passwords = await storedPasswords();
  expect(passwords.length).toBeGreaterThan(1);
  if (!missingParts.length) {
    const ofKubernetes = await kubernetesSecrets();
    expect(ofKubernetes.length).toBeGreaterThan(2);
    passwords.push(...ofKubernetes);
  }
  for (const [where, text] of found) {
    for (const password of passwords) {
      expect(text.includes(password), where).toBe(false);
    }
  }
});
