import { Panel } from '../Panel/Panel';
import { Skeleton, SkeletonLines } from '../Skeleton/Skeleton';
import { TileGrid } from '../Tiles/TileGrid';
import { useTranslate } from '../../translation';

/** Placeholder with the layout of the page, so that it does not shift when it loads. */
export const LoadingPage = ({ entityRef }: { entityRef: string }) => {
  const t = useTranslate();
  return (
    <>
      <Skeleton label={t('page.loading', { entity: entityRef })} />
      <TileGrid>
        {(['health', 'backups', 'capacity', 'change'] as const).map(tile => (
          <Panel key={tile} title={t(`tiles.${tile}.title`)} small busy>
            <SkeletonLines count={3} />
          </Panel>
        ))}
      </TileGrid>
      <Panel title={t('page.section.connect')} busy>
        <SkeletonLines count={6} />
      </Panel>
    </>
  );
};
