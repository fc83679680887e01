import Box from '@material-ui/core/Box';
import { DatabaseList } from '@pgstage/backstage-plugin-postgres-common';
import { useSearchParams } from 'react-router-dom';
import { useUrlChoice } from '../../hooks/useUrlChoice';
import { Choice } from '../Choice/Choice';
import { DanglingDatabases } from '../DanglingDatabases/DanglingDatabases';
import { DatabasePage } from '../DatabasePage/DatabasePage';
import { NoDatabase } from '../NoDatabase/NoDatabase';
import { Notice } from '../Notice/Notice';
import { UnboundDatabases } from '../UnboundDatabases/UnboundDatabases';
import { useTranslate } from '../../translation';

export interface EntityDatabasesProps {
  entityRef: string;
  /** Ref of the database that the entity represents, if it is the Resource of a database. */
  databaseRef?: string;
  list: DatabaseList;
  onChanged(): void;
  /** Called when a database of the list no longer exists. */
  onGone(ref: string): void;
}

/** The databases of an entity: none, one, or a choice of several. */
export const EntityDatabases = ({
  entityRef,
  databaseRef,
  list,
  onChanged,
  onGone,
}: EntityDatabasesProps) => {
  const t = useTranslate();
  const { items, problems, complete } = list;
  const [ref, choose] = useUrlChoice(
    'database',
    items.map(item => item.ref),
  );
  const chosen = items.find(item => item.ref === ref);
  const [params] = useSearchParams();
  const linked = params.get('database');
  return (
    <>
      {chosen && linked && linked !== ref && (
        <Notice severity="info" title={t('page.other.title', { ref: linked })}>
          {t('page.other.shown', { name: chosen.name })}
        </Notice>
      )}
      {!chosen && (
        <NoDatabase
          entityRef={entityRef}
          databaseRef={databaseRef}
          problems={problems}
          complete={complete}
        />
      )}
      {items.length > 1 && (
        <Box mb={2}>
          <Choice
            id="database"
            label={t('page.choice', { number: String(items.length) })}
            value={ref}
            onChange={choose}
            options={items.map(item => ({
              value: item.ref,
              label: t('page.choiceOption', {
                name: item.name,
                provider: item.provider,
                location: item.location,
              }),
            }))}
          />
        </Box>
      )}
      {chosen && (
        <DatabasePage
          key={ref}
          initial={chosen}
          onChanged={onChanged}
          onGone={onGone}
        />
      )}
      <UnboundDatabases entityRef={entityRef} onBound={onChanged} />
      <DanglingDatabases onChanged={onChanged} />
    </>
  );
};
