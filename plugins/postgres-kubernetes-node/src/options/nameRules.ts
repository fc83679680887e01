import { z } from 'zod';

/**
 * Texts of a request end up in YAML, pg_hba.conf and SQL that an operator
 * writes. Each is restricted to valid values of its context, so that it cannot
 * be interpreted as anything else there.
 */

const NAME_RULE =
  'must start with a lowercase letter or _ and have up to 63 lowercase letters, digits, _ or -';

const RESERVED_ROLES = ['postgres', 'public', 'none'];
const RESERVED_DATABASES = new Set(['postgres', 'template0', 'template1']);

/** Names of roles that an operator reserves. @public */
export interface OperatorRoles {
  names: string[];
  /** Prefixes of reserved names. */
  prefixes: string[];
}

/** Returns why a name cannot be that of a login role, or undefined if it can. @public */
export function roleNameProblem(
  name: string,
  { names, prefixes }: OperatorRoles,
): string | undefined {
  if (!/^[a-z_][a-z0-9_-]{0,62}$/.test(name)) {
    return NAME_RULE;
  }
  return [...RESERVED_ROLES, ...names].includes(name) ||
    ['pg_', ...prefixes].some(prefix => name.startsWith(prefix))
    ? 'must not be a name that PostgreSQL or the operator uses itself'
    : undefined;
}

/** Returns why a name cannot be that of a database, or undefined if it can. @public */
export function databaseNameProblem(name: string): string | undefined {
  if (!/^[a-z_][a-z0-9_-]{0,62}$/.test(name)) {
    return NAME_RULE;
  }
  return RESERVED_DATABASES.has(name)
    ? 'must not be a database that every server has'
    : undefined;
}

/** A text that matches a rule. @public */
export const named = (problem: (name: string) => string | undefined) =>
  z.string().superRefine((name, context) => {
    const message = problem(name);
    if (message) context.addIssue({ code: 'custom', message });
  });

/** Name of a database. @public */
export const databaseName = named(databaseNameProblem);

/** A role that exists in every PostgreSQL or in this one, to be a member of. @public */
export const grantedRole = z.string().regex(/^[a-z_][a-z0-9_-]{0,62}$/, {
  message: 'must be the name of a role',
});

/** Name of an extension. @public */
export const extensionName = z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/, {
  message: 'must be the name of an extension',
});

const IMAGE =
  /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9][a-z0-9._-]*)*:(?<major>\d{2})(?=[.\-_]|$|@)[A-Za-z0-9._-]*(@sha256:[0-9a-f]{64})?$/;

/** Returns the major version of an image's tag, as operators parse it. @public */
export function majorOfImage(image: string): number | undefined {
  const major = image.match(IMAGE)?.groups?.major;
  return major === undefined ? undefined : Number(major);
}

/** An image of PostgreSQL. @public */
export const imageName = z.string().max(500).regex(IMAGE, {
  message:
    'must be an image whose tag begins with the major version, for example registry.example.com/postgresql:18.4',
});

/** An image of anything else. @public */
export const anyImage = z
  .string()
  .max(500)
  .regex(
    /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9][a-z0-9._-]*)*(:[A-Za-z0-9_][A-Za-z0-9._-]*)?(@sha256:[0-9a-f]{64})?$/,
    { message: 'must be the name of an image' },
  );

/** Value of a label. @public */
export const labelValue = z
  .string()
  .regex(/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/, {
    message: 'must be at most 63 letters, digits, -, _ and .',
  });

/** Value of an annotation in plain text. @public */
export const annotationValue = z
  .string()
  .max(1000)
  .regex(/^(?!.*: )([A-Za-z0-9/][A-Za-z0-9 _./:@,;=+%?&#()~-]*)?$/, {
    message:
      'must be one line of plain text, without quotes, brackets and ": "',
  });

const KEY =
  /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const RESERVED_DOMAINS = ['pgstage.io', 'kubernetes.io', 'k8s.io'];

/**
 * Returns why a key is not allowed for a label or annotation, or undefined if
 * it is.
 *
 * @param operator - the domain of the operator
 * @public
 */
export function metadataKeyProblem(
  key: string,
  operator: string,
): string | undefined {
  if (!KEY.test(key)) return 'must have a key such as team or example.com/team';
  const [domain, name] = key.split('/');
  const isTaken = [operator, ...RESERVED_DOMAINS].some(
    own => domain === own || domain.endsWith(`.${own}`),
  );
  return name !== undefined && isTaken
    ? 'must not be one of Kubernetes, the operator or pgstage'
    : undefined;
}

/** Key of a node's label, which can be one of Kubernetes. @public */
export function nodeLabelProblem(key: string): string | undefined {
  return KEY.test(key)
    ? undefined
    : 'must have a key such as disk or example.com/disk';
}

/** Values by keys that match a rule. @public */
export const keyed = <T extends z.ZodType>(
  keyProblem: (key: string) => string | undefined,
  value: T,
) =>
  z.record(z.string(), value).superRefine((entries, context) => {
    for (const key of Object.keys(entries as object)) {
      const message = keyProblem(key);
      if (message) context.addIssue({ code: 'custom', path: [key], message });
    }
  });
