import type {
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Request } from 'express';

/**
 * Caller of the API: a user (including a backend on behalf of a user), or a
 * backend with credentials of its own.
 */
export interface Caller {
  credentials: BackstageCredentials;
  isService: boolean;
  /** Entity ref of the user, or subject of the service. */
  actor: string;
}

export async function readCaller(
  req: Request,
  { httpAuth }: { httpAuth: HttpAuthService },
): Promise<Caller> {
  const credentials = await httpAuth.credentials(req, {
    allow: ['user', 'service'],
  });
  const { principal } = credentials;
  return principal.type === 'user'
    ? { credentials, isService: false, actor: principal.userEntityRef }
    : { credentials, isService: true, actor: principal.subject };
}
