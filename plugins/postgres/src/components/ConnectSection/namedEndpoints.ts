import { ReachableEndpoint } from '../../connect';

export interface NamedEndpoint {
  /** Value of `endpoint` in the URL: the purpose, numbered from the second of its kind. */
  id: string;
  label: string;
  endpoint: ReachableEndpoint;
}

export function namedEndpoints(
  endpoints: ReachableEndpoint[],
): NamedEndpoint[] {
  return endpoints.map((endpoint, index) => {
    const { purpose, host, port } = endpoint;
    const earlier = endpoints
      .slice(0, index)
      .filter(other => other.purpose === purpose).length;
    return {
      id: earlier ? `${purpose}-${earlier + 1}` : purpose,
      label: `${purpose} (${host}:${port})`,
      endpoint,
    };
  });
}
