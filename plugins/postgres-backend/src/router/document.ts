import type { Router } from 'express';
import { readCaller } from '../authorization/Caller';
import { openApiDocument } from '../document/openApiDocument';
import type { RouterContext } from './context';
import { checkInput, readInput } from './input';

/** Adds the route of the OpenAPI document, for signed-in users. */
export function addDocumentRoute(router: Router, context: RouterContext): void {
  let document: string | undefined;
  router.get('/openapi.json', async (req, res) => {
    await readCaller(req, context);
    checkInput(await readInput(req, res), {});
    document ??= JSON.stringify(openApiDocument());
    res.type('application/json').send(document);
  });
}
