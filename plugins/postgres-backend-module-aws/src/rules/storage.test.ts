import { storageIssues, type StorageRequest } from './storage';

const fieldsOf = (request: StorageRequest) =>
  storageIssues(request).map(({ field }) => field);

it.each<[StorageRequest, string[]]>([
  [{ size: 20, type: 'gp3' }, []],
  [{ size: 19, type: 'gp3' }, ['storage']],
  [{ size: 65_537, type: 'gp3' }, ['storage']],
  [{ size: 399, type: 'gp3', iops: 12_000 }, ['options.iops']],
  [{ size: 399, type: 'gp3', throughput: 500 }, ['options.storageThroughput']],
  [{ size: 400, type: 'gp3', iops: 12_000, throughput: 500 }, []],
  [{ size: 100, type: 'io2', iops: 3_000 }, []],
  [{ size: 99, type: 'io1', iops: 3_000 }, ['storage']],
  [{ size: 100, type: 'io1' }, ['options.iops']],
  [
    { size: 100, type: 'io2', iops: 3_000, throughput: 500 },
    ['options.storageThroughput'],
  ],
  [{ size: 100, type: 'gp3', maxSize: 109 }, ['options.maxStorage']],
  [{ size: 100, type: 'gp3', maxSize: 110 }, []],
])('of %j', (request, fields) => expect(fieldsOf(request)).toEqual(fields));
