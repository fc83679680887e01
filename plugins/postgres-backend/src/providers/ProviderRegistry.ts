import type {
  ExtensionPointFactoryContext,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  ForwardedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  invalidField,
  type LocationProblem,
  type ProviderDescription,
  type ProviderList,
  type Section,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  PostgresProvider,
  PostgresProvidersExtensionPoint,
} from '@pgstage/backstage-plugin-postgres-node';
import { withTimeout } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { DatabaseDirectory } from '../directory/DatabaseDirectory';
import { SectionReader } from '../sections/SectionReader';
import { callProvider, toPublicError } from './providerErrors';

const CONNECT_TIMEOUT_MS = 30_000;
const DESCRIBE = { cacheMs: 10_000, timeoutMs: 10_000 };

type StartupContext = Pick<
  ExtensionPointFactoryContext,
  'reportModuleStartupFailure'
>;

/** The providers added by modules, with their locations and features. */
export class ProviderRegistry {
  readonly #added = new Map<
    string,
    { provider: PostgresProvider; context: StartupContext }
  >();
  readonly #failed = new Map<string, { since: string; message: string }>();
  #descriptions?: SectionReader;

  /** Returns the extension point for one module, so that a failed provider fails its own module. */
  extensionPoint(context: StartupContext): PostgresProvidersExtensionPoint {
    return {
      addProvider: provider => {
        if (this.#added.has(provider.id)) {
          throw new ConflictError(
            `The provider '${provider.id}' already exists`,
          );
        }
        this.#added.set(provider.id, { provider, context });
      },
    };
  }

  /** Connects all providers in parallel. A provider that fails is removed, and its module fails. */
  async connectAll(
    directory: DatabaseDirectory,
    logger: LoggerService,
  ): Promise<void> {
    this.#descriptions = new SectionReader({ ...DESCRIBE, logger });
    await Promise.all(
      [...this.#added.values()].map(async ({ provider, context }) => {
        try {
          await withTimeout(
            CONNECT_TIMEOUT_MS,
            seconds =>
              new ServiceUnavailableError(
                `connect() did not return within ${seconds} s`,
              ),
            () => provider.connect(directory.connectionFor(provider.id)),
          );
          this.#describe(provider);
        } catch (cause) {
          const error = new ForwardedError(
            `Provider '${provider.id}' could not start`,
            toPublicError(provider.id, cause),
          );
          this.#added.delete(provider.id);
          const since = new Date().toISOString();
          this.#failed.set(provider.id, { since, message: error.message });
          await this.#disconnect(provider, logger);
          context.reportModuleStartupFailure({ error });
        }
      }),
    );
  }

  async disconnectAll(logger: LoggerService): Promise<void> {
    await Promise.all(
      this.all().map(provider => this.#disconnect(provider, logger)),
    );
  }

  all(): PostgresProvider[] {
    return [...this.#added.values()].map(({ provider }) => provider);
  }

  find(id: string): PostgresProvider | undefined {
    return this.#added.get(id)?.provider;
  }

  /** Returns the provider of a known database. */
  get(id: string): PostgresProvider {
    const provider = this.find(id);
    if (provider) return provider;
    throw new ServiceUnavailableError(
      this.failureOf(id) ?? `Provider '${id}' is not installed`,
    );
  }

  /**
   * Returns the provider of a requested location.
   *
   * @throws InvalidFieldsError with the possible values.
   */
  async resolve(id: string, location: string): Promise<PostgresProvider> {
    const provider = this.find(id);
    if (!provider)
      throw invalidField('provider', mustBeOneOf([...this.#added.keys()]));
    const { data } = await this.#describe(provider);
    const locations = data?.locations.map(known => known.id);
    // If a provider cannot be described, it validates the location itself.
    if (locations && !locations.includes(location)) {
      throw invalidField('location', mustBeOneOf(locations));
    }
    return provider;
  }

  async describeAll(): Promise<ProviderList> {
    const sections = await Promise.all(
      this.all().map(async provider => ({
        id: provider.id,
        ...(await this.#describe(provider)),
      })),
    );
    return {
      items: sections.flatMap(({ data }) => data ?? []),
      problems: [
        ...sections.flatMap(({ id, message }) =>
          message ? [{ provider: id, message }] : [],
        ),
        ...[...this.#failed].map(([provider, { message }]) => ({
          provider,
          message,
        })),
      ],
    };
  }

  /** Returns why a provider that a module added is not available. */
  failureOf(id: string): string | undefined {
    return this.#failed.get(id)?.message;
  }

  /** Returns the known location ids of a provider, so that a reader never waits for an engine. */
  knownLocations(provider: PostgresProvider): string[] | undefined {
    const last = this.#descriptions?.peek<ProviderDescription>(
      provider.id,
      'description',
    )?.data;
    if (!last) this.#describe(provider);
    return last?.locations.map(location => location.id);
  }

  /** Providers that could not start; all of their locations are missing. */
  problems(): LocationProblem[] {
    return [...this.#failed].map(([provider, why]) => ({
      provider,
      location: '*',
      ...why,
    }));
  }

  /**
   * Returns whether each location of each provider has been read, or has been
   * reported as unreachable.
   */
  isComplete(directory: DatabaseDirectory): boolean {
    return this.all().every(provider => {
      const locations = this.knownLocations(provider);
      return (
        locations !== undefined &&
        directory.locations.settled(provider.id, locations)
      );
    });
  }

  #describe(provider: PostgresProvider): Promise<Section<ProviderDescription>> {
    if (!this.#descriptions)
      throw new Error('Providers are used before they are connected');
    return this.#descriptions.read(provider.id, 'description', {
      provider: provider.id,
      what: 'its description',
      load: signal => provider.describe({ signal }),
    });
  }

  async #disconnect(
    provider: PostgresProvider,
    logger: LoggerService,
  ): Promise<void> {
    try {
      await callProvider(provider.id, () => provider.disconnect());
    } catch (error) {
      logger.warn(
        `Provider '${provider.id}' failed to disconnect`,
        error as Error,
      );
    }
  }
}

function mustBeOneOf(choices: string[]): string {
  return `must be one of: ${choices.join(', ') || 'none is configured'}`;
}
