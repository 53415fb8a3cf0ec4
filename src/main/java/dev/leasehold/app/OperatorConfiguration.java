package dev.leasehold.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/** The operator's configuration, as the chart gives it in LEASEHOLD_ environment variables. */
@ConfigMapping(prefix = "leasehold")
public interface OperatorConfiguration {
  /** Where the operator itself lives. */
  @WithDefault("leasehold-system")
  String namespace();

  /** Where the service accounts and anchors of grants live. */
  @WithDefault("leasehold-grants")
  String grantsNamespace();

  /** The API server's address in delivered kubeconfigs; without it none is delivered. */
  @WithDefault("https://kubernetes.default.svc")
  Optional<String> kubeconfigServer();

  /** How long a record is kept after its access and its request are gone. */
  @WithDefault("2160h")
  String retention();

  /** The same where nothing was granted, by no decision of other people; at most as long. */
  @WithDefault("168h")
  String refusalRetention();

  /** How many new requests are decided. */
  RateLimits rateLimits();

  /**
   * What no catalog can exceed, as the JSON of the chart's value; without it nothing is limited.
   */
  Optional<String> ceilings();

  /** Who may approve by signature: a list in JSON, as the chart's value signers. */
  Optional<String> signers();

  /** Who mints tokens of the operator's service account. */
  OperatorTokens operatorTokens();

  /** The names of each person who has several: JSON, as the chart's value people. */
  Optional<String> people();

  /** Which users and groups are machines: JSON, as the chart's value machines. */
  Optional<String> machines();

  /** Pairs of entitlements that nobody holds together: JSON, as the chart's value exclusions. */
  Optional<String> exclusions();

  /** What may be bound. */
  BindableRoles bindable();

  /** Where Vault is. */
  Vault vault();

  /** The admission guard. */
  Guard guard();

  /** Who is told what happens. */
  Notices notices();

  /** The evidence log. */
  Evidence evidence();

  /** In the long run, and at once after nothing for a while. */
  interface RateLimits {
    /** In each namespace. */
    InNamespace perNamespace();

    /** By each person; by what may ask for others, in each namespace. */
    ByRequester perRequester();

    /** How many. */
    interface InNamespace {
      /** In the long run. */
      @WithDefault("1200")
      int perMinute();

      /** At once. */
      @WithDefault("2000")
      int burst();
    }

    /** How many. */
    interface ByRequester {
      /** In the long run. */
      @WithDefault("600")
      int perMinute();

      /** At once. */
      @WithDefault("1000")
      int burst();
    }
  }

  /** Where the evidence log is. */
  interface Evidence {
    /** Its directory, which must be there; without it there is no log. */
    Optional<String> directory();

    /** Its name, such as example.com/evidence; needed with a directory. */
    Optional<String> name();

    /**
     * Where the chart mounts the Secret with the keys key.pem and, if it has it, earlier; by
     * default /var/run/secrets/leasehold.dev/evidence, if there is no {@link #transit}.
     */
    Optional<String> keys();

    /** The JSON of the chart's value evidence.transit: a key that stays in Vault. */
    Optional<String> transit();

    /** The JSON of the chart's value evidence.witnesses; without it nobody is asked to cosign. */
    Optional<String> witnesses();

    /** How many of them must have cosigned a checkpoint until it is kept; 0: more than half. */
    @WithDefault("0")
    int quorum();
  }

  /** Where notices go. */
  interface Notices {
    /** The JSON of the chart's value notices.sinks; without it nobody is told. */
    Optional<String> sinks();

    /** Where the chart mounts the Secret of each sink, by the sink's name. */
    @WithDefault("/var/run/secrets/leasehold.dev/notices")
    String secrets();
  }

  /** Where the admission guard is from. */
  interface Guard {
    /** Whether the API server has the guard from files of its own, see the chart's guard.static. */
    @WithName("static")
    @WithDefault("false")
    boolean isStatic();
  }

  /** Besides nodes. */
  interface OperatorTokens {
    /** Their user names. */
    Optional<List<String>> users();
  }

  /** Connections to Vault, and who the operator is there. */
  interface Vault {
    /** By name, as the JSON of the chart's value vault.connections; without it there is none. */
    Optional<String> connections();

    /** The file with the service account token for all of them; by default one for each. */
    Optional<String> tokenFile();

    /** Where the chart mounts a service account token for each connection, by its name. */
    @WithDefault("/var/run/secrets/leasehold.dev/vault")
    String tokens();
  }

  /** Roles that may be bound; those that may be bound at all the API server knows (verb bind). */
  interface BindableRoles {
    /** Namespaces in which roles may be bound; {@code *}: all but system namespaces. */
    @WithDefault("*")
    List<String> namespaces();

    /** Those that may be bound to a subject's own service account. */
    ToSubjects toSubjects();
  }

  /** By kind. */
  interface ToSubjects {
    /** Names of Roles. */
    Optional<List<String>> roles();

    /** Names of ClusterRoles. */
    Optional<List<String>> clusterRoles();
  }
}
