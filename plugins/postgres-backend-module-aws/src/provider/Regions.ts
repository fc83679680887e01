import { NotFoundError } from '@backstage/errors';
import {
  invalidField,
  parseDatabaseRef,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  CredentialStore,
  ProviderWriteOptions,
} from '@pgstage/backstage-plugin-postgres-node';
import type { RegionApi } from '../aws';
import { CredentialEntries, CredentialPoll } from '../credentials';
import { refOf, RegionWatch, type WatchServices } from '../observe';
import type { WriteTarget } from '../write';

/** The services of the provider. */
export interface RdsProviderOptions extends WatchServices {
  regions: RegionApi[];
  /** Returns the credential store with an id. */
  credentialStore: (id: string) => CredentialStore;
}

/** A region with what is known of it. */
export interface Region {
  watch: RegionWatch;
  entries: CredentialEntries;
}

/** The regions of the provider, by location. */
export class Regions {
  readonly #regions: Map<string, Region>;

  constructor(private readonly options: RdsProviderOptions) {
    this.#regions = new Map(
      options.regions.map(api => {
        const entries = new CredentialEntries(api, options);
        const poll = new CredentialPoll(api, entries, options.logger);
        const watch = new RegionWatch(api, options, poll);
        return [api.config.id, { watch, entries }];
      }),
    );
  }

  get all(): Region[] {
    return [...this.#regions.values()];
  }

  /** @throws NotFoundError if no such region is configured */
  locate(ref: string): Region & { name: string } {
    const { location, name } = parseDatabaseRef(ref);
    return { ...this.at(location), name };
  }

  /** @throws NotFoundError if no such region is configured */
  at(location: string): Region {
    const region = this.#regions.get(location);
    if (region) return region;
    throw new NotFoundError(
      `Account and region '${location}' are not configured`,
    );
  }

  /** @throws InvalidFieldsError if no such region is configured */
  requested(location: string): Region {
    const region = this.#regions.get(location);
    if (region) return region;
    throw invalidField(
      'location',
      `must be one of: ${[...this.#regions.keys()].join(', ')}`,
    );
  }

  /** Returns what a call writes to. */
  target(
    { watch: { api } }: Region,
    name: string,
    { recordVersion, signal }: Partial<ProviderWriteOptions>,
  ): WriteTarget {
    return {
      ref: refOf(api.config.id, name),
      name,
      api,
      signer: this.options.signer,
      recordVersion,
      signal,
    };
  }
}
