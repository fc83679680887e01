import Button from '@material-ui/core/Button';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { type TextOf, useMessageText } from '../../hooks/useMessageText';
import { availability } from '../../model/availability';
import { Column } from '../DataTable/DataTable';
import { BindingDialog } from '../dialogs/BindingDialog';
import { CollapsedDatabaseList } from '../CollapsedDatabaseList/CollapsedDatabaseList';
import { ConfirmAll } from './ConfirmAll';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { Translate, useTranslate } from '../../translation';

const columns = (
  t: Translate,
  textOf: TextOf,
  onChange: (database: DatabaseView) => void,
): Column<DatabaseView>[] => [
  {
    label: t('owner'),
    text: 'path',
    render: ({ binding, unconfirmedBinding }) =>
      (binding ?? unconfirmedBinding)?.owner,
  },
  {
    label: t('page.databases.withoutRights'),
    render: ({ dangling = [] }) =>
      dangling.map(({ entityRef, state }) => (
        <div key={entityRef}>
          {t(`page.databases.entity.${state}`, { entity: entityRef })}
        </div>
      )),
  },
  {
    label: t('page.databases.entities'),
    render: database => {
      const can = availability(t, textOf, database, 'bind', undefined);
      if (!can.available) return <TextWithTimes text={can.reason} />;
      // An unsigned record is confirmed or bound again, not changed.
      if (!database.binding) return t('page.databases.unconfirmed');
      return (
        <Button
          size="small"
          variant="outlined"
          aria-label={t('page.databases.changeName', {
            database: `${database.location}/${database.name}`,
          })}
          onClick={() => onChange(database)}
        >
          {t('page.databases.change')}
        </Button>
      );
    },
  },
];

/**
 * For owners and the platform team: databases whose entity no longer exists,
 * was replaced, or was never confirmed.
 */
export const DanglingDatabases = ({ onChanged }: { onChanged(): void }) => {
  const t = useTranslate();
  const textOf = useMessageText();
  return (
    <CollapsedDatabaseList
      which="dangling"
      summary={count => t('page.databases.danglingSummary', { count })}
      caption={first =>
        first === undefined
          ? t('page.databases.dangling')
          : t('page.databases.danglingFirst', { number: String(first) })
      }
      columns={onChange => columns(t, textOf, onChange)}
      dialog={props => <BindingDialog {...props} />}
      onChanged={onChanged}
    >
      {(databases, onDone) => (
        <ConfirmAll databases={databases} onDone={onDone} />
      )}
    </CollapsedDatabaseList>
  );
};
