import type { TemplateObject } from './template';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Returns the key under which an API server stores an object. */
function keyOf({ resource, object: { metadata } }: TemplateObject): string {
  const isCustom = resource.group.endsWith('cnpg.io');
  const folder =
    resource.plural === 'services' ? 'services/specs' : resource.plural;
  return [
    '/registry',
    ...(isCustom ? [resource.group] : []),
    folder,
    metadata.namespace,
    metadata.name,
  ].join('/');
}

/**
 * Writes objects in bulk to etcd, bypassing the API server, which reads JSON of
 * any kind and notifies its watchers as for any other write. Through the API
 * server, each object would need two writes, which would take longer than all
 * measurements together.
 */
export class BulkStore {
  constructor(private readonly etcdUrl: string) {}

  /** In one transaction: at most 128 objects and 1.5 MB. */
  async put(objects: TemplateObject[]): Promise<void> {
    const success = objects.map(entry => ({
      requestPut: {
        key: base64(keyOf(entry)),
        value: base64(JSON.stringify(entry.object)),
      },
    }));
    await this.#post('txn', { success });
  }

  async delete(objects: TemplateObject[]): Promise<void> {
    for (const entry of objects) {
      await this.#post('deleterange', { key: base64(keyOf(entry)) });
    }
  }

  async #post(call: string, body: object): Promise<void> {
    const response = await fetch(`${this.etcdUrl}/v3/kv/${call}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`etcd rejected ${call}: ${await response.text()}`);
    }
    await response.arrayBuffer();
  }
}
