import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { JsonValue } from '@backstage/types';

const ENTITY_PAGE = {
  id: 'page:catalog/entity',
  path: '/catalog/:namespace/:kind/:name',
};
const TAB = { id: 'entity-content:postgres', path: '/postgresql' };

/** Address of a database in Backstage: on the tab of an entity, relative to the app. */
export type TabUrl = (entityRef: string, ref: string) => string;

/** As the app's own configuration says; where the backend does not have it, as it is by default. */
export function createTabUrl(config?: RootConfigService): TabUrl {
  const extensions = config?.getOptional<JsonValue>('app.extensions');
  const pathOf = ({ id, path }: typeof TAB) =>
    (Array.isArray(extensions) ? extensions : [])
      .map(each => (each as Extensions | null)?.[id])
      .map(given => (typeof given === 'object' ? given?.config?.path : null))
      // As in the app, the last one counts.
      .reduce<string>((last, given) => given ?? last, path);
  const pattern = `${pathOf(ENTITY_PAGE)}/${pathOf(TAB)}`.replace(/\/+/g, '/');
  return (entityRef, ref) => {
    const [kind, namespace, name] = entityRef.split(/[:/]/);
    const parts: Record<string, string> = { kind, namespace, name };
    const path = pattern.replace(/:(\w+)/g, (all, part) => parts[part] ?? all);
    return `${path}?database=${encodeURIComponent(ref)}`;
  };
}

/** An entry of `app.extensions`; one that is a mere name, or a switch, has no path. */
type Extensions = Record<
  string,
  boolean | { config?: { path?: string } } | null | undefined
>;
