import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** Where the tab is mounted. */
export const rootRouteRef = createRouteRef({ id: 'postgres' });

/** A template of the scaffolder, for the way to a first database. */
export const templateRouteRef = createExternalRouteRef({
  id: 'postgres/template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});
