import type { AddressInfo } from 'node:net';
import express from 'express';
import { tell } from './reportToParent';

// What Express itself costs: one handler that returns bytes it was given.
process.once('message', ({ body }: { body: string }) => {
  const app = express();
  app.get('/', (_, res) => {
    res.type('json').send(body);
  });
  const server = app.listen(0, '127.0.0.1', () => {
    tell({ event: 'ready', port: (server.address() as AddressInfo).port });
  });
});
