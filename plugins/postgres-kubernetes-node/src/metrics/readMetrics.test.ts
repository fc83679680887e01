import { readMetrics } from './readMetrics';

const pod = {
  namespace: 'shop',
  name: 'orders-1',
  scheme: 'https' as const,
};

it('queries the exporter of the pod', async () => {
  const podGet = jest.fn(async () => 'up 1');
  const metrics = await readMetrics({ podGet }, pod);
  expect(metrics?.get('up')).toEqual([{ labels: {}, value: 1 }]);
  expect(podGet).toHaveBeenCalledWith(
    { ...pod, port: 9187, path: '/metrics' },
    expect.anything(),
  );
});

it('is undefined without a response', async () => {
  const podGet = jest.fn().mockRejectedValue(new Error('no route'));
  expect(await readMetrics({ podGet }, pod)).toBeUndefined();
});

it('ends with the signal of the caller', async () => {
  const abort = new AbortController();
  abort.abort();
  const podGet = jest.fn().mockRejectedValue(new Error('no route'));
  await expect(readMetrics({ podGet }, pod, abort.signal)).rejects.toThrow(
    /abort/,
  );
});
