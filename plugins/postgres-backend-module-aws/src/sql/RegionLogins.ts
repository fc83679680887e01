import type { RegionApi } from '../aws';
import type { RecordedInstance } from '../record';
import { checkDatabase } from './checkDatabase';
import { LoginChecks, type LoginState } from './LoginChecks';
import { type AddressOf, loginOf } from './loginOf';

/** How the logins of a region are tried. */
export interface RegionLoginOptions {
  /** Where to connect for an endpoint. Default: to the endpoint. */
  addressOf?: AddressOf;
  /** The clock of the attempts, in milliseconds since the epoch. */
  now?: () => number;
}

/** Tries the logins of the databases of a region, and remembers the results. */
export class RegionLogins {
  readonly #checks: LoginChecks;

  /** @param tried - called after each attempt, with the name of the instance */
  constructor(
    private readonly api: RegionApi,
    { addressOf, now }: RegionLoginOptions,
    tried: (name: string) => void,
  ) {
    this.#checks = new LoginChecks({
      attempt: (login, signal) =>
        checkDatabase(api.background, login, { signal, addressOf }),
      tried,
      now,
    });
  }

  /** Returns the state of the login of a database; undefined if Backstage tries none. */
  of(recorded: RecordedInstance): LoginState | undefined {
    const login = loginOf(this.api.config, recorded);
    return login && this.#checks.of(login);
  }

  /** Tries the logins that are due, without waiting for them. Drops the results of all other databases. */
  check(databases: RecordedInstance[]): void {
    this.#checks.check(
      databases.flatMap(recorded => loginOf(this.api.config, recorded) ?? []),
    );
  }

  stop(): void {
    this.#checks.check([]);
  }
}
