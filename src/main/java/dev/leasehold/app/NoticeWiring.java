package dev.leasehold.app;

import dev.leasehold.controller.Engine;
import dev.leasehold.metrics.Meters;
import dev.leasehold.notice.Channels;
import dev.leasehold.notice.Desk;
import dev.leasehold.notice.Pace;
import dev.leasehold.notice.Sink;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Puts together who tells others what happens. */
@Singleton
public class NoticeWiring {
  private static final Logger LOG = Logger.getLogger(NoticeWiring.class);

  private final OperatorConfiguration configuration;
  private final Instance<Engine> engine;

  /**
   * @param engine is asked when it works; it is made after what is made here
   */
  public NoticeWiring(OperatorConfiguration configuration, Instance<Engine> engine) {
    this.configuration = configuration;
    this.engine = engine;
  }

  /** Tells nobody where no sinks are configured. */
  @Produces
  @Singleton
  public Desk desk(KubernetesClient client, Meters meters, ClusterClock clock) {
    Path secrets = Path.of(configuration.notices().secrets());
    List<Sink> sinks =
        SinkList.parse(
            configuration.notices().sinks().orElse("[]"),
            name -> new SecretFiles(secrets.resolve(name)),
            wrong ->
                LOG.warnf(
                    "%s; it is read again whenever something is to be told", wrong.getMessage()));
    ClusterUid cluster = new ClusterUid(client);
    return new Desk(
        sinks,
        sink ->
            Channels.to(
                sink,
                new SecretFiles(secrets.resolve(sink.name())),
                cluster::source,
                clock,
                Clients.CALL),
        new Desk.Station(
            new NoticeCursors(
                client,
                configuration.namespace(),
                sinks.stream().map(Sink::name).collect(Collectors.toSet())),
            new NoticeSource(client, clock),
            new NoticeMetrics(meters),
            Pace.USUAL),
        new GuardAlarm(() -> engine.get().guard(), cluster::get, configuration.namespace()),
        clock);
  }
}
