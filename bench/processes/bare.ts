import type { AddressInfo } from 'node:net';
import express from 'express';
import { reportToParent } from './reportToParent';

// The cost of Express itself: one handler that returns given bytes.
process.once('message', ({ body }: { body: string }) => {
  const app = express();
  app.get('/', (_, res) => {
    res.type('json').send(body);
  });
  const server = app.listen(0, '127.0.0.1', () => {
    reportToParent({
      event: 'ready',
      port: (server.address() as AddressInfo).port,
    });
  });
});
