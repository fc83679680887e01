import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { JsonValue } from '@backstage/types';

const ENTITY_PAGE = {
  id: 'page:catalog/entity',
  path: '/catalog/:namespace/:kind/:name',
};
const TAB = { id: 'entity-content:postgres', path: '/postgresql' };

/** Path of a database in the Backstage app: the tab of an entity. */
export type TabUrl = (entityRef: string, ref: string) => string;

/** Uses the configuration of the app, or the defaults if the backend does not have it. */
export function createTabUrl(config?: RootConfigService): TabUrl {
  const extensions = config?.getOptional<JsonValue>('app.extensions');
  const pathOf = ({ id, path }: typeof TAB) =>
    (Array.isArray(extensions) ? extensions : [])
      .map(each => (each as Extensions | null)?.[id])
      .map(given => (typeof given === 'object' ? given?.config?.path : null))
      // As in the app, the last entry counts.
      .reduce<string>((last, given) => given ?? last, path);
  const pattern = `${pathOf(ENTITY_PAGE)}/${pathOf(TAB)}`.replace(/\/+/g, '/');
  return (entityRef, ref) => {
    const [kind, namespace, name] = entityRef.split(/[:/]/);
    const parts: Record<string, string> = { kind, namespace, name };
    const path = pattern.replace(/:(\w+)/g, (all, part) => parts[part] ?? all);
    return `${path}?database=${encodeURIComponent(ref)}`;
  };
}

/** An entry of `app.extensions`; an entry that is only a name or a switch has no path. */
type Extensions = Record<
  string,
  boolean | { config?: { path?: string } } | null | undefined
>;
