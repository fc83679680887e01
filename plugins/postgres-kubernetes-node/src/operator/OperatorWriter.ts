import {
  InvalidFieldsError,
  type ChangeDatabase,
  type DatabaseSpec,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  ProviderWriteOptions,
  ProvisionDatabase,
} from '@pgstage/backstage-plugin-postgres-node';
import { apiVersionOf, type KubernetesObject } from '../cluster';
import { checkInitSql } from '../initSql/checkInitSql';
import type { DatabaseKey } from '../model/DatabaseKey';
import {
  recordOf,
  recordToAnnotations,
  type DatabaseRecord,
} from '../model/record';
import type { ObjectRules } from '../provider/ProviderRules';
import { changeDatabase } from '../write/changeDatabase';
import { growthIssue, initSqlIssue, mergedSpec } from '../write/changedSpec';
import { checkExisting } from '../write/checkExisting';
import { createDatabase } from '../write/createDatabase';
import { checkCredentialTarget } from '../write/credentialTarget';
import { fieldAt } from '../write/fieldAt';
import type { LiveObjects } from '../write/LiveObjects';
import type { DatabaseManifests } from '../write/Manifest';
import { namespaceOf } from '../write/namespaceOf';
import { newIssues } from '../write/newIssues';
import { pgstageLabels } from '../write/partMetadata';
import { PartWriter } from '../write/PartWriter';
import { prune } from '../write/prune';
import { newRecord } from '../write/newRecord';
import type { OperatorSnapshot } from './OperatorReport';
import type { OperatorContext, OperatorRules } from './OperatorRules';
import { requestedInitSql } from './initSql';
import { resolveSpec, specIssues, withDefaults } from './resolveSpec';

/** Writes database objects. */
export class OperatorWriter<TSnapshot extends OperatorSnapshot>
  implements ObjectRules<OperatorContext>
{
  readonly parts: PartWriter;

  constructor(
    private readonly rules: OperatorRules<TSnapshot>,
    private readonly objects: LiveObjects<TSnapshot, OperatorContext>,
  ) {
    this.parts = new PartWriter({
      definedBy: () => ({
        field: 'location',
        program: `the operator ${rules.title}`,
      }),
      fieldOf: (_, path) => fieldAt(rules.fields, path)?.field,
    });
  }

  /** Returns the database object with its record. Pure; the record is not checked. */
  manifestsOf(
    { config }: Pick<OperatorContext, 'config'>,
    { namespace, name }: Pick<DatabaseKey, 'namespace' | 'name'>,
    record: DatabaseRecord,
  ): DatabaseManifests {
    const { rules } = this;
    const { resource } = rules.kind;
    const key = { namespace, name };
    const spec = withDefaults(config, name, record.spec);
    return {
      before: [],
      cluster: {
        kind: resource,
        object: prune({
          apiVersion: apiVersionOf(resource),
          kind: resource.kind,
          metadata: {
            ...key,
            labels: { ...pgstageLabels },
            annotations: recordToAnnotations(record),
          },
          spec: rules.specOf({ key, spec, record, config }),
        }),
      },
      after: [],
    };
  }

  specFromLive(live: KubernetesObject): DatabaseSpec {
    return this.rules.specFromLive(live);
  }

  /** Returns the plan and record of a request, with the defaults of the configuration. @throws InvalidFieldsError */
  planOf(
    { name: cluster, config }: Pick<OperatorContext, 'name' | 'config'>,
    request: ProvisionDatabase,
    actor?: string,
  ) {
    const { name, location } = request;
    const namespace = namespaceOf(config, location);
    const key: DatabaseKey = { cluster, namespace, name };
    const spec = resolveSpec(config, this.rules, name, request);
    const record = newRecord(request, spec, actor);
    return {
      key,
      record,
      manifests: this.manifestsOf({ config }, key, record),
    };
  }

  async create(
    context: OperatorContext,
    request: ProvisionDatabase,
    { actor, ...options }: ProviderWriteOptions & { dryRun?: boolean },
  ) {
    const { key, record, manifests } = this.planOf(context, request, actor);
    const { namespace, name } = key;
    checkCredentialTarget(context, { namespace });
    const { spec } = record;
    const { signal } = options;
    const kind = this.rules.kind.resource;
    return createDatabase(
      this.parts,
      context.client,
      {
        ref: this.objects.model.refOf(key),
        manifests,
        check: () =>
          checkInitSql(context.jobs, namespace, spec.options ?? {}, signal),
        checkExisting: live =>
          checkExisting(live, { kind, namespace, name, spec }, request),
        partsOf: () => [],
      },
      options,
    );
  }

  /** Writes the differences between the recorded spec and the changed one. */
  async change(
    context: OperatorContext,
    ref: string,
    live: KubernetesObject,
    request: ChangeDatabase,
    signal?: AbortSignal,
  ): Promise<KubernetesObject> {
    const key = this.objects.model.keyOf(ref);
    const record = recordOf(live.metadata.annotations);
    const spec = this.#changedSpec(context, live, record, request);
    return changeDatabase(
      this.parts,
      context.client,
      {
        ref,
        live,
        before: this.manifestsOf(context, key, record),
        after: this.manifestsOf(context, key, { ...record, spec }),
        record: recordToAnnotations({ spec }),
        isAdopted: record.adopted,
        mayWrite: () => true,
      },
      signal,
    );
  }

  /** @throws InvalidFieldsError */
  #changedSpec(
    { config }: OperatorContext,
    live: KubernetesObject,
    record: DatabaseRecord,
    request: ChangeDatabase,
  ): DatabaseSpec {
    const { specFromLive, kind } = this.rules;
    const { name } = live.metadata;
    const check = (spec: DatabaseSpec) => ({
      spec,
      issues: specIssues(config, this.rules, name, spec),
    });
    const spec = mergedSpec(record.spec, request);
    const issues = [
      ...growthIssue('storage', request.storage, specFromLive(live).storage),
      ...initSqlIssue(request, requestedInitSql(kind.transform(live))),
      ...newIssues(check(record.spec), check(spec)),
    ];
    if (issues.length) throw new InvalidFieldsError(issues);
    // The record of an adopted database contains only what was requested, and
    // no defaults.
    return record.adopted ? spec : { ...withDefaults(config, name, spec) };
  }
}
