import type { JsonArray, JsonObject } from '@backstage/types';
import { version } from '../../package.json';
import { apiCalls } from './apiCalls';
import { Components } from './components';
import { errorResponses } from './errorResponses';
import { allLinks } from './links';
import { toOperation } from './operation';

const tags: JsonArray = [
  { name: 'Databases', description: 'Finds and creates databases.' },
  { name: 'Document', description: 'Describes the API.' },
  { name: 'Operations', description: 'Changes an existing database.' },
  { name: 'Providers', description: 'Lists where databases can be created.' },
  {
    name: 'Sections',
    description:
      'Returns sections of a database, which can fail independently.',
  },
];

/** The HTTP API of the plugin as an OpenAPI 3.1 document. */
export function openApiDocument(): JsonObject {
  const components = new Components();
  const calls = Object.entries(apiCalls);
  const paths: Record<string, JsonObject> = {};
  for (const [id, call] of calls) {
    const path = call.path.replace(':ref', '{ref}');
    const method = call.method.toLowerCase();
    const operation = toOperation(id, call, components);
    paths[path] = { ...paths[path], [method]: operation };
  }
  const responses = errorResponses(components);
  return {
    openapi: '3.1.0',
    info: {
      title: 'PostgreSQL for Backstage',
      version,
      description:
        'The API of the backend plugin `postgres` for the tab, the template actions, the catalog and your programs.',
      license: {
        name: 'Apache-2.0',
        url: 'https://www.apache.org/licenses/LICENSE-2.0',
      },
    },
    servers: [{ url: '/api/postgres' }],
    security: [{ backstage: [] }],
    tags,
    paths,
    components: {
      securitySchemes: {
        backstage: {
          type: 'http',
          scheme: 'bearer',
          description: 'A Backstage token, of a user or of a service.',
        },
      },
      responses,
      links: allLinks(),
      schemas: components.usedBy({ paths, responses }),
    },
  };
}
