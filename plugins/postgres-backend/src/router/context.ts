import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { BackendPostgresService } from '../service/types';
import type { RateLimits } from './rateLimits';

/** Dependencies of all routes. */
export interface RouterContext {
  service: BackendPostgresService;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  rateLimits: RateLimits;
}
