import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** The path of the tab. */
export const rootRouteRef = createRouteRef({ id: 'postgres' });

/** A template of the scaffolder to create the first database. */
export const templateRouteRef = createExternalRouteRef({
  id: 'postgres/template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});
