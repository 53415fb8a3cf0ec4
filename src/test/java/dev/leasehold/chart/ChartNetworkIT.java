package dev.leasehold.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Helm;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Who reaches the operator, and whom it reaches, by the chart's ServiceMonitor and NetworkPolicy.
 */
final class ChartNetworkIT {
  private static final String VAULT = "--set=vault.connections.";
  private static final String SINK = "--set=notices.sinks[";
  private static final String POLICY = "--set=networkPolicy.enabled=true";

  @Test
  void bothAreOffByDefault() {
    Rendered chart = Rendered.with();
    assertThat(chart.all(NetworkPolicy.class)).isEmpty();
    assertThat(chart.all(GenericKubernetesResource.class))
        .noneMatch(object -> object.getKind().equals("ServiceMonitor"));
  }

  @Test
  void serviceMonitorSelectsTheServiceAndItsPort() {
    Rendered chart =
        Rendered.with(
            "--set=serviceMonitor.enabled=true",
            "--set=serviceMonitor.interval=15s",
            "--set=serviceMonitor.labels.release=stack");
    GenericKubernetesResource monitor = chart.only(GenericKubernetesResource.class, "leasehold");
    assertThat(monitor.getApiVersion()).isEqualTo("monitoring.coreos.com/v1");
    assertThat(monitor.getMetadata().getLabels()).containsEntry("release", "stack");
    Service service = chart.only(Service.class, "leasehold-metrics");
    assertThat(service.getMetadata().getLabels())
        .containsAllEntriesOf(monitor.<Map<String, String>>get("spec", "selector", "matchLabels"));
    assertThat(service.getSpec().getPorts().getFirst().getName())
        .isEqualTo(monitor.get("spec", "endpoints", 0, "port"));
    assertThat(monitor.<String>get("spec", "endpoints", 0, "path")).isEqualTo("/q/metrics");
    assertThat(monitor.<String>get("spec", "endpoints", 0, "interval")).isEqualTo("15s");
  }

  @Test
  void serviceMonitorWithoutTheServiceIsRefused() {
    assertThat(
            Helm.run(
                    "template",
                    "l",
                    Rendered.CHART,
                    "--namespace=" + Rendered.NAMESPACE,
                    "--set=serviceMonitor.enabled=true,metrics.service.enabled=false")
                .stderr())
        .contains("serviceMonitor.enabled needs metrics.service.enabled");
  }

  @Test
  void policySelectsTheOperatorsPods() {
    Rendered chart = Rendered.with(POLICY, "--set=podLabels.team=iam");
    NetworkPolicy policy = policy(chart);
    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(
            chart
                .only(Deployment.class, "leasehold-operator")
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels())
        .containsAllEntriesOf(policy.getSpec().getPodSelector().getMatchLabels());
  }

  @Test
  void onlyMetricsAndProbesAreReachedFromThoseWhoAreNamed() {
    NetworkPolicyIngressRule any = onlyIngress();
    assertThat(any.getPorts())
        .extracting(NetworkPolicyPort::getPort)
        .containsExactly(new IntOrString("management"));
    assertThat(any.getFrom()).isEmpty();
    assertThat(
            onlyIngress("--set-json=networkPolicy.metrics.from=[" + namespace("m") + "]").getFrom())
        .extracting(ChartNetworkIT::namespace)
        .containsExactly("m");
  }

  private static NetworkPolicyIngressRule onlyIngress(String... values) {
    List<NetworkPolicyIngressRule> rules = policy(with(values)).getSpec().getIngress();
    assertThat(rules).hasSize(1);
    return rules.getFirst();
  }

  @Test
  void withoutVaultAndSinksItReachesDnsAndTheApiServerOnly() {
    assertThat(egress()).containsExactly("53 any", "443,6443 any");
    assertThat(
            egress(
                "--set-json=networkPolicy.apiServer={\"to\": [{\"ipBlock\": {\"cidr\":"
                    + " \"192.0.2.10/32\"}}], \"ports\": [6443]}",
                "--set-json=networkPolicy.dns={\"to\": ["
                    + namespace("dns")
                    + "], \"ports\": [5353]}"))
        .containsExactly("5353 dns", "6443 192.0.2.10/32");
  }

  @Test
  void vaultsAreReachedAtTheirPortsAndServicesByTheirNamespaces() {
    assertThat(
            egress(
                VAULT + "a.address=https://vault.example.com:8200,vault.connections.a.role=r",
                VAULT + "b.address=https://vault.example.com,vault.connections.b.role=r",
                VAULT + "c.address=https://vault.secrets.svc:8200,vault.connections.c.role=r",
                "--set=networkPolicy.vault.ports={8201}",
                "--set-json=networkPolicy.vault.to=[{\"ipBlock\": {\"cidr\": \"192.0.2.0/24\"}}]"))
        .containsExactly("53 any", "443,6443 any", "8201,8200,443 192.0.2.0/24", "all secrets");
  }

  @Test
  void sinksAreReachedAtThePortsOfTheirAddressesOrOfTheirFormats() {
    String mail = ".format=Mail,notices.sinks[0].from=a@b,notices.sinks[0].to=a@b";
    assertThat(egress(SINK + "0].name=a,notices.sinks[0].secretName=s"))
        .containsExactly("53 any", "443,6443 any", "443 any");
    assertThat(egress(SINK + "0].name=a,notices.sinks[0].secretName=s,notices.sinks[0]" + mail))
        .containsExactly("53 any", "443,6443 any", "587,465 any");
    assertThat(
            egress(
                SINK
                    + "0].name=a,notices.sinks[0].url=smtp://m.example.com:25,notices.sinks[0]"
                    + mail,
                SINK + "1].name=b,notices.sinks[1].url=http://broker.events.svc/ns",
                SINK + "2].name=c,notices.sinks[2].url=http://localhost:8080"))
        .containsExactly("53 any", "443,6443 any", "25 any", "all events");
  }

  @Test
  void witnessesAreReachedAtThePortsOfTheirAddresses() {
    String key = "w.example.org+397b726c+BBl/ayPhbIUyxqvIOPrNXqeJvgx2spIDNAOb+os9No1h";
    assertThat(
            egress(
                "--set=evidence.enabled=true,evidence.name=e.com/log,evidence.secretName=s",
                "--set=evidence.witnesses[0].key=" + key,
                "--set=evidence.witnesses[0].url=https://w.example.org:8443/a"))
        .containsExactly("53 any", "443,6443 any", "8443 any");
  }

  @Test
  void peersAndPortsThatCannotBeAreRefused() {
    for (String value :
        List.of(
            "networkPolicy.apiServer.ports={}",
            "networkPolicy.dns.ports[0]=0",
            "networkPolicy.vault.hosts={a}",
            "networkPolicy.metrics.from={a}")) {
      assertThat(Helm.run("template", "l", Rendered.CHART, "--set=" + value).stderr())
          .contains("at '/networkPolicy/");
    }
  }

  private static Rendered with(String... values) {
    List<String> arguments = new ArrayList<>(List.of(values));
    arguments.add(POLICY);
    return Rendered.with(arguments.toArray(String[]::new));
  }

  private static NetworkPolicy policy(Rendered chart) {
    return chart.only(NetworkPolicy.class, "leasehold-operator");
  }

  /** Each rule as its ports and its one peer. */
  private static List<String> egress(String... values) {
    return policy(with(values)).getSpec().getEgress().stream().map(ChartNetworkIT::rule).toList();
  }

  private static String rule(NetworkPolicyEgressRule rule) {
    List<String> ports =
        rule.getPorts().stream()
            .filter(port -> port.getProtocol().equals("TCP"))
            .map(port -> String.valueOf(port.getPort().getIntVal()))
            .toList();
    String to = rule.getTo().isEmpty() ? "any" : peer(rule.getTo().getFirst());
    return (ports.isEmpty() ? "all" : String.join(",", ports)) + " " + to;
  }

  private static String peer(NetworkPolicyPeer peer) {
    return peer.getIpBlock() == null ? namespace(peer) : peer.getIpBlock().getCidr();
  }

  private static String namespace(NetworkPolicyPeer peer) {
    return peer.getNamespaceSelector()
        .getMatchLabels()
        .getOrDefault("kubernetes.io/metadata.name", "");
  }

  private static String namespace(String name) {
    return "{\"namespaceSelector\": {\"matchLabels\": {\"kubernetes.io/metadata.name\": \""
        + name
        + "\"}}}";
  }
}
