import type {
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Request } from 'express';

/** Who asks: a person (also where a backend asks on a person's behalf), or a backend for itself. */
export interface Caller {
  credentials: BackstageCredentials;
  isService: boolean;
  /** Entity ref of the person or subject of the service. */
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
