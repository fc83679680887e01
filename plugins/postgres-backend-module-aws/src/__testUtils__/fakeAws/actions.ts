import type { Handler } from './Call';
import type { Service } from './http/readCall';
import * as network from './ec2/network';
import * as rules from './ec2/rules';
import * as groups from './ec2/securityGroups';
import * as automated from './rds/automatedBackups';
import * as catalogue from './rds/catalogue';
import { createInstance } from './rds/createInstance';
import { deleteInstance } from './rds/deleteInstance';
import { describeInstances } from './rds/describeInstances';
import * as maintenance from './rds/maintenance';
import { modifyInstance } from './rds/modifyInstance';
import * as parameters from './rds/parameterGroups';
import * as replicas from './rds/replicas';
import * as restore from './rds/restore';
import * as run from './rds/runInstance';
import * as snapshots from './rds/snapshots';
import * as subnets from './rds/subnetGroups';
import * as tags from './rds/tags';
import * as rotation from './secrets/rotation';
import * as secrets from './secrets/secrets';
import * as values from './secrets/values';

/** The actions that the fake supports. */
export const actions: Record<Service, Record<string, Handler>> = {
  rds: {
    AddTagsToResource: tags.addTagsToResource,
    ApplyPendingMaintenanceAction: maintenance.applyMaintenance,
    CreateDBInstance: createInstance,
    CreateDBInstanceReadReplica: replicas.createReplica,
    CreateDBParameterGroup: parameters.createParameterGroup,
    CreateDBSnapshot: snapshots.createSnapshot,
    CreateDBSubnetGroup: subnets.createSubnetGroup,
    DeleteDBInstance: deleteInstance,
    DeleteDBInstanceAutomatedBackup: automated.deleteAutomatedBackup,
    DeleteDBParameterGroup: parameters.deleteParameterGroup,
    DeleteDBSnapshot: snapshots.deleteSnapshot,
    DeleteDBSubnetGroup: subnets.deleteSubnetGroup,
    DescribeDBEngineVersions: catalogue.describeEngineVersions,
    DescribeDBInstanceAutomatedBackups: automated.describeAutomatedBackups,
    DescribeDBInstances: describeInstances,
    DescribeDBMajorEngineVersions: catalogue.describeMajorVersions,
    DescribeDBParameterGroups: parameters.describeParameterGroups,
    DescribeDBParameters: parameters.describeParameters,
    DescribeDBSnapshots: snapshots.describeSnapshots,
    DescribeDBSubnetGroups: subnets.describeSubnetGroups,
    DescribeOrderableDBInstanceOptions: catalogue.describeOrderableOptions,
    DescribePendingMaintenanceActions: maintenance.describeMaintenance,
    DescribeValidDBInstanceModifications: catalogue.describeValidModifications,
    ListTagsForResource: tags.listTagsForResource,
    ModifyDBInstance: modifyInstance,
    ModifyDBParameterGroup: parameters.modifyParameterGroup,
    PromoteReadReplica: replicas.promoteReplica,
    RebootDBInstance: run.rebootInstance,
    RemoveTagsFromResource: tags.removeTagsFromResource,
    RestoreDBInstanceFromDBSnapshot: restore.restoreFromSnapshot,
    RestoreDBInstanceToPointInTime: restore.restoreToPointInTime,
    StartDBInstance: run.startInstance,
    StopDBInstance: run.stopInstance,
  },
  ec2: {
    AuthorizeSecurityGroupEgress: rules.authorizeEgress,
    AuthorizeSecurityGroupIngress: rules.authorizeIngress,
    CreateSecurityGroup: groups.createSecurityGroup,
    CreateTags: network.createTags,
    DeleteSecurityGroup: groups.deleteSecurityGroup,
    DescribeSecurityGroups: groups.describeSecurityGroups,
    DescribeSubnets: network.describeSubnets,
    DescribeVpcs: network.describeVpcs,
    RevokeSecurityGroupEgress: rules.revokeEgress,
    RevokeSecurityGroupIngress: rules.revokeIngress,
  },
  secretsmanager: {
    CancelRotateSecret: rotation.cancelRotateSecret,
    CreateSecret: secrets.createSecret,
    DeleteSecret: secrets.deleteSecret,
    DescribeSecret: secrets.describeSecret,
    GetRandomPassword: values.getRandomPassword,
    GetSecretValue: values.getSecretValue,
    ListSecrets: secrets.listSecrets,
    PutSecretValue: values.putSecretValue,
    RestoreSecret: secrets.restoreSecret,
    RotateSecret: rotation.rotateSecret,
    TagResource: secrets.tagSecret,
    UpdateSecretVersionStage: values.updateSecretVersionStage,
  },
};
