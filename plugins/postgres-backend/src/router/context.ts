import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { BackendPostgresService } from '../service/types';
import type { RateLimits } from './rateLimits';

/** What every route needs. */
export interface RouterContext {
  service: BackendPostgresService;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  rateLimits: RateLimits;
}
