import { Notice } from '../Notice/Notice';

/** Nobody should choose among members that nobody can see. */
export const MembersUnknown = () => (
  <Notice severity="warning" title="The members are not known just now">
    See Health for the reason. The choice appears here once they are known.
  </Notice>
);
