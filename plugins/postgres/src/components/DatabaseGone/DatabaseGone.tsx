import Button from '@material-ui/core/Button';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { Notice } from '../Notice/Notice';

/** A database that was here a moment ago. */
export const DatabaseGone = ({
  view,
  onCheck,
}: {
  view: DatabaseView;
  onCheck(): void;
}) => (
  <Notice
    severity="info"
    title={`${view.location}/${view.name} is not here any more`}
  >
    <p>
      It was removed, or you may no longer see it. The catalog entity stays
      until its owner unregisters it.{' '}
      {view.safe.value &&
        `Finished backups stay for as long as ${view.location} keeps them; the platform team can restore from them.`}
    </p>
    <Button size="small" variant="outlined" onClick={onCheck}>
      Show what this entity has now
    </Button>
  </Notice>
);
