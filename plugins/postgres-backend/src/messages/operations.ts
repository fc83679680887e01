/** Operations that are not supported, or that are blocked now. */
export const operations = {
  notOffered: "Provider '{{provider}}' does not offer it.",
  revealIsOff:
    "Revealing passwords is disabled in this Backstage ('postgres.reveal.enabled').",
  protectionIsOn: 'Protection is on. Turn it off first.',
  changeInProgress:
    'A change is in progress: {{change}}. Try again when it has finished.',
  needsPermission: "You need the permission '{{permission}}'.",
  needsPermissionBecause:
    "You need the permission '{{permission}}'. {{reason}}",
} as const;
