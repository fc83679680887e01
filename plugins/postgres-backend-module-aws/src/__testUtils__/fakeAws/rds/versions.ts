import type { DBEngineVersion } from '@aws-sdk/client-rds';
import { invalidCombination } from '../http/AwsError';
import { familyOf } from './network';

/** Versions that the fake supports; standard support of 13 has ended. */
export const versions = ['13.23', '16.11', '16.13', '17.7', '17.9', '18.3'];

export const endOfStandardSupport: Record<string, string> = {
  '13': '2026-02-28',
  '16': '2029-02-28',
  '17': '2030-02-28',
  '18': '2031-02-28',
};

export function majorOf(version: string): number {
  return Number(version.split('.')[0]);
}

function isNewer(version: string, than: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  const [otherMajor, otherMinor] = than.split('.').map(Number);
  return major > otherMajor || (major === otherMajor && minor > otherMinor);
}

export function targetsOf(version: string): string[] {
  return versions.filter(other => isNewer(other, version));
}

/** @throws InvalidParameterCombination - for a version that does not exist */
export function checkVersion(version: string): string {
  const found = versions.includes(version)
    ? version
    : versions.filter(known => known.split('.')[0] === version).pop();
  if (!found) {
    throw invalidCombination(`Cannot find version ${version} for postgres`);
  }
  return found;
}

export function pastStandardSupport(version: string, now: Date): boolean {
  return now > new Date(endOfStandardSupport[majorOf(version)]);
}

/** "Upgrading the PostgreSQL DB engine for Amazon RDS": valid targets, and a flag for another major version. */
export function checkUpgrade(from: string, to: string, major: boolean): void {
  if (from !== to && !targetsOf(from).includes(to)) {
    throw invalidCombination(`Cannot upgrade postgres from ${from} to ${to}`);
  }
  if (majorOf(from) !== majorOf(to) && !major) {
    throw invalidCombination(
      'The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.',
    );
  }
}

export function engineVersion(version: string, now: Date): DBEngineVersion {
  return {
    Engine: 'postgres',
    EngineVersion: version,
    MajorEngineVersion: String(majorOf(version)),
    DBParameterGroupFamily: familyOf(version),
    DBEngineDescription: 'PostgreSQL',
    Status: pastStandardSupport(version, now) ? 'deprecated' : 'available',
    ExportableLogTypes: ['postgresql', 'upgrade', 'iam-db-auth-error'],
    SupportedCACertificateIdentifiers: [
      'rds-ca-rsa2048-g1',
      'rds-ca-rsa4096-g1',
      'rds-ca-ecc384-g1',
    ],
    SupportsCertificateRotationWithoutRestart: true,
    ValidUpgradeTarget: targetsOf(version).map(target => ({
      Engine: 'postgres',
      EngineVersion: target,
      AutoUpgrade: false,
      IsMajorVersionUpgrade: majorOf(target) !== majorOf(version),
    })),
  };
}
