import { foundAlone } from '../model';
import { survivorsOf } from './survivorsOf';

const found = foundAlone('test', {
  metadata: { name: 'orders', namespace: 'default' },
});

it('says that nothing is left outside where there was no backup', () => {
  expect(survivorsOf(found)).toMatch(
    /volumes are deleted.*There is no backup outside/,
  );
});

it('names the archive that stays', () => {
  const objectStores = [
    { ...found.cluster, destinationPath: 's3://backups/x', recoveryWindow: {} },
  ];
  const words = survivorsOf({ ...found, objectStores });
  expect(words).toContain('backups and WAL under s3://backups/x');
  expect(words).not.toContain('no backup');
});
