import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { generate } from 'selfsigned';
import type { ClusterClient } from '@pgstage/backstage-plugin-postgres-kubernetes-node';

/** A reason to refuse an object, in the format of the operator's webhook. */
export interface Refusal {
  field: string;
  message: string;
}

/** A validating webhook for Clusters, which stands in for that of the operator. */
export class Webhook {
  refusals: Refusal[] = [];
  /** Objects that it has reviewed, including dry runs. */
  readonly reviews: Array<{ name: string; dryRun: boolean }> = [];
  #server?: Server;

  async start(admin: ClusterClient): Promise<void> {
    const pem = await generate([{ name: 'commonName', value: 'localhost' }], {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [
        {
          name: 'subjectAltName',
          altNames: [{ type: 7, ip: '127.0.0.1' }],
        },
      ],
    });
    const server = createServer(
      { key: pem.private, cert: pem.cert },
      async (request, response) => {
        const { request: review } = JSON.parse(await text(request));
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify(this.#answer(review)));
      },
    ).listen(0, '127.0.0.1');
    this.#server = server;
    await once(server, 'listening');
    await admin.create(
      {
        group: 'admissionregistration.k8s.io',
        version: 'v1',
        plural: 'validatingwebhookconfigurations',
        kind: 'ValidatingWebhookConfiguration',
      },
      {
        metadata: { name: 'operator' },
        webhooks: [
          {
            name: 'vcluster.cnpg.io',
            admissionReviewVersions: ['v1'],
            sideEffects: 'None',
            failurePolicy: 'Fail',
            clientConfig: {
              url: `https://127.0.0.1:${
                (server.address() as AddressInfo).port
              }`,
              caBundle: Buffer.from(pem.cert).toString('base64'),
            },
            rules: [
              {
                apiGroups: ['postgresql.cnpg.io'],
                apiVersions: ['v1'],
                operations: ['CREATE', 'UPDATE'],
                resources: ['clusters'],
              },
            ],
          },
        ],
      },
    );
  }

  stop(): void {
    this.#server?.close();
    this.#server?.closeAllConnections();
  }

  #answer({ uid, name, dryRun }: Record<string, string | boolean>) {
    this.reviews.push({ name: `${name}`, dryRun: Boolean(dryRun) });
    const allowed = !this.refusals.length;
    return {
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      response: {
        uid,
        allowed,
        ...(!allowed && {
          status: {
            status: 'Failure',
            code: 422,
            reason: 'Invalid',
            message: `Cluster.postgresql.cnpg.io "${name}" is invalid`,
            details: {
              causes: this.refusals.map(({ field, message }) => ({
                reason: 'FieldValueInvalid',
                field,
                message,
              })),
            },
          },
        }),
      },
    };
  }
}
