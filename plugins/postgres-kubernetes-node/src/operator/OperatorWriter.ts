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
import type { Place } from '../model/Place';
import {
  recordOf,
  recordToAnnotations,
  type DatabaseRecord,
} from '../model/record';
import type { ObjectRules } from '../provider/KubernetesProvider';
import { changeDatabase } from '../write/changeDatabase';
import { growthIssue, initSqlIssue, mergedSpec } from '../write/changedSpec';
import { checkExisting } from '../write/checkExisting';
import { createDatabase } from '../write/createDatabase';
import { checkCredentialTarget } from '../write/credentialTarget';
import { fieldAt } from '../write/fieldAt';
import type { LiveObjects } from '../write/LiveObjects';
import type { Manifests } from '../write/Manifest';
import { namespaceOf } from '../write/namespaceOf';
import { newIssues } from '../write/newIssues';
import { ourLabels } from '../write/partMetadata';
import { PartWriter } from '../write/PartWriter';
import { prune } from '../write/prune';
import { requestHash } from '../write/requestHash';
import type { OperatorSnapshot } from './OperatorReport';
import type { OperatorContext, OperatorRules } from './OperatorRules';
import { askedInitSql } from './initSql';
import { resolveSpec, specIssues, withDefaults } from './resolveSpec';

/** Writes the objects that databases are. */
export class OperatorWriter<Found extends OperatorSnapshot>
  implements ObjectRules<OperatorContext>
{
  readonly parts: PartWriter;

  constructor(
    private readonly rules: OperatorRules<Found>,
    private readonly objects: LiveObjects<Found, OperatorContext>,
  ) {
    this.parts = new PartWriter({
      definedBy: () => ({
        field: 'location',
        program: `the operator ${rules.title}`,
      }),
      fieldOf: (_, path) => fieldAt(rules.fields, path)?.field,
    });
  }

  /** The object of a database, with its record: pure. What the record holds is not checked. */
  manifestsOf(
    { config }: Pick<OperatorContext, 'config'>,
    { namespace, name }: Pick<Place, 'namespace' | 'name'>,
    record: DatabaseRecord,
  ): Manifests {
    const { rules } = this;
    const { resource } = rules.kind;
    const place = { namespace, name };
    const spec = withDefaults(config, name, record.spec);
    return {
      before: [],
      cluster: {
        kind: resource,
        object: prune({
          apiVersion: apiVersionOf(resource),
          kind: resource.kind,
          metadata: {
            ...place,
            labels: { ...ourLabels },
            annotations: recordToAnnotations(record),
          },
          spec: rules.specOf({ place, spec, record, config }),
        }),
      },
      after: [],
    };
  }

  askedOf(live: KubernetesObject): DatabaseSpec {
    return this.rules.askedOf(live);
  }

  /** A request as its record, with the defaults of the configuration. @throws InvalidFieldsError */
  planOf(
    { name: cluster, config }: Pick<OperatorContext, 'name' | 'config'>,
    request: ProvisionDatabase,
    actor?: string,
  ) {
    const { name, binding, taskId, location } = request;
    const namespace = namespaceOf(config, location);
    const place: Place = { cluster, namespace, name };
    const record: DatabaseRecord = {
      spec: { ...resolveSpec(config, this.rules, name, request) },
      specHash: requestHash(request),
      binding,
      created: actor === undefined ? undefined : { by: actor, taskId },
    };
    return {
      place,
      record,
      manifests: this.manifestsOf({ config }, place, record),
    };
  }

  async create(
    context: OperatorContext,
    request: ProvisionDatabase,
    { actor, dryRun, signal }: ProviderWriteOptions & { dryRun?: boolean },
  ) {
    const { place, record, manifests } = this.planOf(context, request, actor);
    const { namespace, name } = place;
    checkCredentialTarget(context, { namespace });
    const { spec, specHash: hash = '' } = record;
    const kind = this.rules.kind.resource;
    return createDatabase(
      this.parts,
      context.client,
      {
        ref: this.objects.model.refOf(place),
        manifests,
        check: () =>
          checkInitSql(context.jobs, namespace, spec.options ?? {}, signal),
        checkExisting: live =>
          checkExisting(live, { kind, namespace, name, spec, hash }, request),
        partsOf: () => [],
      },
      { dryRun, signal },
    );
  }

  /** Writes what differs between the recorded spec and the changed one. */
  async change(
    context: OperatorContext,
    ref: string,
    live: KubernetesObject,
    request: ChangeDatabase,
    signal?: AbortSignal,
  ): Promise<KubernetesObject> {
    const place = this.objects.model.placeOf(ref);
    const record = recordOf(live.metadata.annotations);
    const spec = this.#changedSpec(context, live, record, request);
    return changeDatabase(
      this.parts,
      context.client,
      {
        ref,
        live,
        before: this.manifestsOf(context, place, record),
        after: this.manifestsOf(context, place, { ...record, spec }),
        record: recordToAnnotations({ spec }),
        isAdopted: record.adopted,
        isDue: () => true,
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
    const { askedOf, kind } = this.rules;
    const { name } = live.metadata;
    const check = (spec: DatabaseSpec) => ({
      spec,
      issues: specIssues(config, this.rules, name, spec),
    });
    const spec = mergedSpec(record.spec, request);
    const issues = [
      ...growthIssue('storage', request.storage, askedOf(live).storage),
      ...initSqlIssue(request, askedInitSql(kind.slim(live))),
      ...newIssues(check(record.spec), check(spec)),
    ];
    if (issues.length) throw new InvalidFieldsError(issues);
    // An adopted database has in its record what was asked for, and no defaults of ours.
    return record.adopted ? spec : { ...withDefaults(config, name, spec) };
  }
}
