import { ReachableEndpoint } from '../../connect';

export interface NamedEndpoint {
  /** Value of `endpoint` in the URL: the purpose, numbered from the second of its kind. */
  id: string;
  label: string;
  address: string;
  endpoint: ReachableEndpoint;
}

export function namedEndpoints(
  endpoints: ReachableEndpoint[],
): NamedEndpoint[] {
  return endpoints.map((endpoint, index) => {
    const { purpose, host, port } = endpoint;
    const isLike = (other: ReachableEndpoint) => other.purpose === purpose;
    const earlier = endpoints.slice(0, index).filter(isLike).length;
    const address = `${host}:${port}`;
    return {
      id: earlier ? `${purpose}-${earlier + 1}` : purpose,
      // The address is below the control, which is too narrow for it.
      label:
        endpoints.filter(isLike).length > 1
          ? `${purpose} (${address})`
          : purpose,
      address,
      endpoint,
    };
  });
}
