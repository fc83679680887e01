import Button from '@material-ui/core/Button';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { type TextOf, useMessageText } from '../../hooks/useMessageText';
import { ReasonText } from '../MessageText/ReasonText';
import { availability } from '../../model/availability';
import { Column } from '../DataTable/DataTable';
import { AdoptDialog } from '../dialogs/AdoptDialog';
import { CollapsedDatabaseList } from '../CollapsedDatabaseList/CollapsedDatabaseList';
import { StateLabel } from '../StateLabel/StateLabel';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { Translate, useTranslate } from '../../translation';

const columns = (
  t: Translate,
  textOf: TextOf,
  onBind: (database: DatabaseView) => void,
): Column<DatabaseView>[] => [
  {
    label: t('page.databases.state'),
    render: ({ status }) => (
      <StateLabel
        state={status.state}
        text={<ReasonText of={status.reason} />}
      />
    ),
  },
  {
    label: t('page.header.version'),
    render: ({ serverVersion }) => serverVersion,
  },
  {
    label: t('page.databases.bind'),
    render: database => {
      const can = availability(t, textOf, database, 'bind', undefined);
      return can.available ? (
        <Button
          size="small"
          variant="outlined"
          aria-label={t('page.databases.bindName', {
            database: `${database.location}/${database.name}`,
          })}
          onClick={() => onBind(database)}
        >
          {t('page.databases.bindButton')}
        </Button>
      ) : (
        <TextWithTimes text={can.reason} />
      );
    },
  },
];

export interface UnboundDatabasesProps {
  entityRef: string;
  /** Called when one of them has been bound to the entity. */
  onBound(): void;
}

/** For the platform team: unbound databases, to bind one of them to this entity. */
export const UnboundDatabases = ({
  entityRef,
  onBound,
}: UnboundDatabasesProps) => {
  const t = useTranslate();
  const textOf = useMessageText();
  return (
    <CollapsedDatabaseList
      which="unbound"
      summary={count => t('page.databases.unboundSummary', { count })}
      caption={first =>
        first === undefined
          ? t('page.databases.unbound')
          : t('page.databases.unboundFirst', { number: String(first) })
      }
      columns={onBind => columns(t, textOf, onBind)}
      dialog={props => <AdoptDialog {...props} entityRef={entityRef} />}
      onChanged={onBound}
    />
  );
};
