export interface Config {
  postgres?: {
    providers?: {
      /**
       * Databases by the operator CloudNativePG. On by itself wherever a
       * cluster serves its CRDs; everything below has a default.
       */
      'cloudnative-pg'?: {
        /** On unless false. */
        enabled?: boolean;
        /** Names of the Kubernetes clusters to use; all unless given. */
        clusters?: string[];
        /** Where databases may be created; `default` unless given. Databases in other namespaces are seen all the same. */
        namespaces?: string[];
        /** PostgreSQL versions to offer, the default first: 18, 17, 16, 15, 14 unless given. A minor version such as 17.6 needs an image of it. */
        versions?: Array<string | number>;
        /** Image for a version, which takes the place of `{version}`. */
        image?: string;
        /** Catalog to take images from instead. */
        catalog?: {
          kind?: 'ImageCatalog' | 'ClusterImageCatalog';
          name: string;
        };
        /** What an image that a request names itself, PgBouncer's too, may begin with. None unless given. */
        customImages?: string[];
        /** Secrets in the databases' namespaces, for every image. */
        imagePullSecrets?: string[];
        /** Image of PgBouncer; the operator's own unless given. */
        poolerImage?: string;
        /** Added to `small`, `medium` and `large`, or instead of them. */
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
        /** Storage class, where a request names none; the cluster's own default unless given. */
        storageClass?: string;
        /** Storage classes that a request may name, beside `storageClass`. None unless given. */
        storageClasses?: string[];
        /** Priority classes that a request may name. None unless given. */
        priorityClasses?: string[];
        /** Keys of labels that a request may set on pods, volumes and services. None unless given. */
        labels?: string[];
        /** Keys of annotations that a request may set there. None unless given. */
        annotations?: string[];
        /**
         * Other places to which a request may have the credentials written, as
         * `<cluster>/<namespace>`, beside the database's own namespace and the
         * credential store's default. None unless given.
         */
        credentialNamespaces?: string[];
        /**
         * Extensions that a request may name. Unless given, those that open no
         * connection and no file, and run no program: the trusted ones of
         * PostgreSQL, and bloom, earthdistance, pg_stat_statements, postgis and
         * vector.
         */
        extensions?: string[];
        /**
         * Places for backups, by name. Object stores need the Barman Cloud
         * plugin. Secrets lie in the databases' namespaces; without
         * `credentials` the identity of the pods is used.
         */
        backupTargets?: {
          [name: string]:
            | {
                type: 's3';
                /** For example s3://backups/postgres. */
                path: string;
                /** URL of a store that is not Amazon's, without the bucket. */
                endpoint?: string;
                region?: string;
                /** Always true with an endpoint, and false without: Barman knows no other way. */
                pathStyle?: boolean;
                /** Own certificate authority of the endpoint; key `ca.crt` unless given. */
                ca?: { secret: string; key?: string };
                credentials?: {
                  /** Name of the Secret. */
                  secret: string;
                  /** Key in it, `ACCESS_KEY_ID` unless given. */
                  accessKeyId?: string;
                  /** Key in it, `ACCESS_SECRET_KEY` unless given. */
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
          /** Name of the target for databases that name none; without it they have no backups. A request says no with `options.backup.enabled: false`. */
          target?: string;
          /** In words and UTC: `hourly`, `every 6 hours`, `daily at 02:00` (the default), `weekly on sunday at 02:00`, `monthly on day 1 at 02:00`. */
          schedule?: string;
          /** How far back a database can be restored: `30d` unless given. */
          retention?: string;
        };
        /** Make a PodMonitor for each new database, which needs the Prometheus operator. */
        monitoring?: boolean;
        /** Whether new databases are protected from removal. */
        protected?: boolean;
        /** Credential store for applications, `kubernetes` unless given. */
        credentialStore?: string;
      };
    };
    kubernetes?: {
      /**
       * Clusters with databases, or with applications that use them.
       *
       * Without this key the clusters of Backstage's own section `kubernetes`
       * are used. Of `clusterLocatorMethods` that is type `config` with
       * `authProvider` `serviceAccount` (with a token, or Backstage's own pod's),
       * `aws`, `azure` and `googleServiceAccount` (by the classes of
       * `@backstage/plugin-kubernetes-backend`, which must be installed).
       * Not usable, and left out with a warning: `google`, `oidc` and `aks`,
       * which log in with the token of the person who looks at a page while
       * databases are watched without one, and the types `catalog`, `gke`,
       * `localKubectlProxy` and custom suppliers, which only the plugin
       * `kubernetes` itself can ask. Name such clusters here, with a kubeconfig
       * context whose user has an `exec` credential plugin
       * (`aws eks get-token`, `gke-gcloud-auth-plugin`, `kubelogin`).
       */
      clusters?: Array<{
        /** Part of every ref of a database there: never change it. Letters, digits, -, _ and . */
        name: string;
        /** For people; the name unless given. */
        title?: string;
        /** Either this, */
        kubeconfig?: {
          /** The file's current context unless given. */
          context?: string;
          /** `KUBECONFIG`, or `~/.kube/config`, unless given. */
          file?: string;
        };
        /** or true: the cluster in which Backstage runs, with its pod's service account, */
        inCluster?: boolean;
        /** or address of the API server, with a token. */
        url?: string;
        /** Token of a service account that has the ClusterRoles of deploy/kubernetes. @visibility secret */
        serviceAccountToken?: string;
        /** Certificate authority, PEM in base64. */
        caData?: string;
        /** Certificate authority, PEM file. */
        caFile?: string;
        /** Trust any certificate; for tests. */
        skipTLSVerify?: boolean;
      }>;
      /**
       * Where nothing else names a cluster: use the current context of the
       * environment variable `KUBECONFIG`, if it is set, under the name
       * `kubeconfig`. For demos.
       */
      useKubeconfig?: boolean;
      /** The credential store `kubernetes`: a Secret and a ConfigMap in an application's namespace. */
      credentialStore?: {
        /** Name of the cluster, where a request names none. */
        cluster?: string;
        /** Namespace, where a request names none. */
        namespace?: string;
        /** Write and look only here. Needed where the ClusterRole `pgstage-store` is bound by RoleBindings. */
        namespaces?: string[];
        /**
         * Give a server outside of the cluster a Service, so that pods reach it
         * by a name inside: with an EndpointSlice for an address, as
         * ExternalName for a DNS name, not with sslmode `verify-full`. On
         * unless false.
         */
        services?: boolean;
      };
    };
  };
}
