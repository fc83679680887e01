export interface Config {
  postgres?: {
    providers?: {
      /**
       * Databases that the operator CloudNativePG runs. Enabled automatically for
       * each cluster that serves its CRDs; all keys are optional.
       */
      'cloudnative-pg'?: {
        /** Whether the provider is enabled; true unless given. */
        enabled?: boolean;
        /** Names of the Kubernetes clusters to use; all unless given. */
        clusters?: string[];
        /** Where databases may be created; `default` unless given. Databases in other namespaces are listed, too. */
        namespaces?: string[];
        /** PostgreSQL versions to offer, the default first: 18, 17, 16, 15, 14 unless given. A minor version such as 17.6 needs an image of it. */
        versions?: Array<string | number>;
        /** Image, in which `{version}` is replaced by the version; `ghcr.io/cloudnative-pg/postgresql:{version}-system-trixie` unless given. */
        image?: string;
        /** Image catalog to use instead of `image`. */
        catalog?: {
          kind?: 'ImageCatalog' | 'ClusterImageCatalog';
          name: string;
        };
        /** Allowed prefixes of images that a request names itself, also for PgBouncer. None unless given. */
        customImages?: string[];
        /** Pull secrets for all images, in the namespaces of the databases. */
        imagePullSecrets?: string[];
        /** Image of PgBouncer; the operator's default unless given. */
        poolerImage?: string;
        /** Sizes in addition to `small`, `medium` and `large`; a size with one of these names replaces it. */
        sizes?: {
          [id: string]: {
            title?: string;
            requests?: { cpu?: string; memory?: string };
            limits?: { cpu?: string; memory?: string };
            /** With unit, for example 10Gi. */
            storage: string;
            /** 1 unless given. */
            instances?: number;
          };
        };
        /** `small` unless given. */
        defaultSize?: string;
        /** Storage class if a request names none; the default of the cluster unless given. */
        storageClass?: string;
        /** Storage classes that a request may name in addition to `storageClass`. None unless given. */
        storageClasses?: string[];
        /** Priority classes that a request may name. None unless given. */
        priorityClasses?: string[];
        /** Keys of labels that a request may set on the objects of a database. None unless given. */
        labels?: string[];
        /** Keys of annotations that a request may set on the objects of a database. None unless given. */
        annotations?: string[];
        /**
         * Namespaces to which a request may have the credentials written, as
         * `<cluster>/<namespace>`, in addition to the namespace of the database and
         * the default of the credential store. None unless given.
         */
        credentialNamespaces?: string[];
        /**
         * Extensions that a request may name. Unless given, extensions that open no
         * connections or files, and run no programs: the trusted extensions of
         * PostgreSQL except procedural languages, and bloom, earthdistance,
         * pg_stat_statements, postgis and vector.
         */
        extensions?: string[];
        /**
         * Targets for backups, by name. Object stores require the Barman Cloud
         * plugin. Secrets are in the namespaces of the databases; without
         * `credentials`, the identity of the pods is used.
         */
        backupTargets?: {
          [name: string]:
            | {
                type: 's3';
                /** For example s3://backups/postgres. */
                path: string;
                /** URL of a store other than Amazon S3, without the bucket. */
                endpoint?: string;
                region?: string;
                /** Must be true with an endpoint, and false without one: Barman supports nothing else. */
                pathStyle?: boolean;
                /** Custom certificate authority of the endpoint; key `ca.crt` unless given. */
                ca?: { secret: string; key?: string };
                credentials?: {
                  /** Name of the Secret. */
                  secret: string;
                  /** Key in the Secret; `ACCESS_KEY_ID` unless given. */
                  accessKeyId?: string;
                  /** Key in the Secret; `ACCESS_SECRET_KEY` unless given. */
                  secretAccessKey?: string;
                };
              }
            | {
                type: 'gcs';
                /** For example gs://backups/postgres. */
                path: string;
                /** Key `gcsCredentials` unless given. */
                credentials?: { secret: string; key?: string };
              }
            | {
                type: 'azure';
                /** For example https://account.blob.core.windows.net/backups. */
                path: string;
                /** Keys in the Secret. */
                credentials?: {
                  secret: string;
                  connectionString?: string;
                  storageAccount?: string;
                  storageKey?: string;
                  storageSasToken?: string;
                };
              }
            | {
                type: 'volumeSnapshot';
                /** VolumeSnapshotClass. */
                className: string;
                walClassName?: string;
              };
        };
        backup?: {
          /** Name of the target for databases that name none; without it, they have no backups. A request disables backups with `options.backup.enabled: false`. */
          target?: string;
          /** Schedule in UTC: `hourly`, `every 6 hours`, `daily at 02:00` (the default), `weekly on sunday at 02:00`, `monthly on day 1 at 02:00`. */
          schedule?: string;
          /** How far back a database can be restored: `30d` unless given. */
          retention?: string;
        };
        /** Whether to create a PodMonitor for each new database, which requires the Prometheus operator; false unless given. */
        monitoring?: boolean;
        /** Whether new databases are protected from removal; false unless given. */
        protected?: boolean;
        /** Credential store for applications, `kubernetes` unless given. */
        credentialStore?: string;
      };
      /**
       * Databases in StatefulSets, without an operator. Disabled unless the key
       * exists, which may be empty (`{}`): every cluster serves StatefulSets.
       */
      statefulset?: {
        /** Whether the provider is enabled; true unless given. */
        enabled?: boolean;
        /** Names of the Kubernetes clusters to use; all unless given. */
        clusters?: string[];
        /** Where databases may be created; `default` unless given. */
        namespaces?: string[];
        /** PostgreSQL versions to offer, the default first: 18, 17, 16, 15, 14 unless given. */
        versions?: Array<string | number>;
        /** Image, which contains `{version}` for the version; the official image `postgres:{version}` unless given. */
        image?: string;
        /** Image of the exporter of databases with the option `monitoring`: `quay.io/prometheuscommunity/postgres-exporter:v0.20.1` unless given. */
        exporterImage?: string;
        /** User and group in the image that PostgreSQL runs as; 999 unless given, as in the official image based on Debian. */
        userId?: number;
        /** Pull secrets for the image, in the namespaces of the databases. */
        imagePullSecrets?: string[];
        /** Sizes in addition to `small`, `medium` and `large`; a size with one of these names replaces it. */
        sizes?: {
          [id: string]: {
            title?: string;
            requests?: { cpu?: string; memory?: string };
            limits?: { cpu?: string; memory?: string };
            /** With unit, for example 10Gi; at least 256Mi. */
            storage: string;
            /** 1 unless given. */
            instances?: number;
          };
        };
        /** `small` unless given. */
        defaultSize?: string;
        /** Storage class; the default of the cluster unless given. */
        storageClass?: string;
        /** Defaults of new databases for backups with pg_dump to a volume. */
        backup?: {
          /** Whether backups are taken unless a request turns them off; false unless given. */
          enabled?: boolean;
          /** For example `every 6 hours` or `weekly on sunday at 02:00`, in UTC; `daily at 02:00` unless given. */
          schedule?: string;
          /** Maximum number of backups of a database, 1 to 40; 14 unless given. */
          keep?: number;
          /** Maximum age of backups, for example `30d`, which is the default. The last good one is always kept. */
          retention?: string;
        };
        /** Whether new databases are protected from removal; false unless given. */
        protected?: boolean;
        /** Credential store for applications, `kubernetes` unless given. */
        credentialStore?: string;
      };
    };
    kubernetes?: {
      /**
       * Clusters with databases, or with applications that use them.
       *
       * Without this key, the clusters of Backstage's section `kubernetes` are
       * used. Supported are `clusterLocatorMethods` of type `config` with the
       * `authProvider` `serviceAccount` (with a token, or that of Backstage's pod),
       * `aws`, `azure` and `googleServiceAccount` (with the classes of
       * `@backstage/plugin-kubernetes-backend`, which must be installed).
       * Not supported, and skipped with a warning: `google`, `oidc` and `aks`,
       * which use the token of the person who opens a page, while databases are
       * watched without a person; and the types `catalog`, `gke`,
       * `localKubectlProxy` and custom suppliers, which only the plugin
       * `kubernetes` can query. Name such clusters here, with a kubeconfig
       * context whose user has an `exec` credential plugin
       * (`aws eks get-token`, `gke-gcloud-auth-plugin`, `kubelogin`).
       */
      clusters?: Array<{
        /** Part of every ref of a database there: never change it. At most 63 letters, digits, -, _ and ., beginning and ending with a letter or digit. */
        name: string;
        /** Display name; the name unless given. */
        title?: string;
        /** Context of a kubeconfig. Exactly one of `kubeconfig`, `inCluster` and `url` is required. */
        kubeconfig?: {
          /** The current context of the file unless given. */
          context?: string;
          /** `KUBECONFIG`, or `~/.kube/config`, unless given. */
          file?: string;
        };
        /** True for the cluster in which Backstage runs, with the service account of its pod. */
        inCluster?: boolean;
        /** Address of the API server, with `serviceAccountToken`. */
        url?: string;
        /** Token of a service account that has the ClusterRoles of deploy/kubernetes. @visibility secret */
        serviceAccountToken?: string;
        /** Certificate authority, PEM in base64. */
        caData?: string;
        /** Certificate authority, PEM file. */
        caFile?: string;
        /** Whether to trust any certificate; only for tests. */
        skipTLSVerify?: boolean;
      }>;
      /**
       * Whether to use the current context of the environment variable
       * `KUBECONFIG`, if it is set, under the name `kubeconfig`. Applies only if no
       * cluster is configured. For demos.
       */
      useKubeconfig?: boolean;
      /** The credential store `kubernetes`: a Secret and a ConfigMap in the namespace of an application. */
      credentialStore?: {
        /** Name of the cluster if a request names none. */
        cluster?: string;
        /** Namespace if a request names none. */
        namespace?: string;
        /** Namespaces to which access is restricted. Required if the ClusterRole `pgstage-store` is bound by RoleBindings. */
        namespaces?: string[];
        /**
         * Whether to create a Service for a server outside the cluster, so that
         * pods reach it by a name inside: with an EndpointSlice for an address, as
         * ExternalName for a DNS name, not with sslmode `verify-full`. True
         * unless given.
         */
        services?: boolean;
      };
    };
  };
}
