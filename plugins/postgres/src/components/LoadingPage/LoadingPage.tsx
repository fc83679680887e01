import { Panel } from '../Panel/Panel';
import { Skeleton, SkeletonLines } from '../Skeleton/Skeleton';
import { TileGrid } from '../Tiles/TileGrid';

/** The page's shape, so that it does not jump when it fills. */
export const LoadingPage = ({ entityRef }: { entityRef: string }) => (
  <>
    <Skeleton what={`the databases of ${entityRef}`} />
    <TileGrid>
      {['Health', 'Recoverability', 'Capacity', 'Current change'].map(title => (
        <Panel key={title} title={title} small busy>
          <SkeletonLines count={3} />
        </Panel>
      ))}
    </TileGrid>
    <Panel title="Connect" busy>
      <SkeletonLines count={6} />
    </Panel>
  </>
);
