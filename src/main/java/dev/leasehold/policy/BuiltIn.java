package dev.leasehold.policy;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The resources that Kubernetes itself has, up to 1.37, so that it is known what they lead to. The
 * list is fixed: what an offer says does not change with what a cluster serves at the moment.
 */
final class BuiltIn {
  /**
   * By API group, the core group without a name first. Some are no objects, but asked about in
   * authorization only: those of nodes by kubelets, users and the like by impersonation.
   */
  private static final String TABLE =
      """
      : bindings componentstatuses configmaps endpoints events groups limitranges namespaces namespaces/finalize
      : nodes nodes/checkpoint nodes/configz nodes/healthz nodes/log nodes/metrics nodes/pods nodes/proxy nodes/stats
      : nodes/statusz persistentvolumeclaims persistentvolumes pods pods/attach pods/binding pods/ephemeralcontainers
      : pods/eviction pods/exec pods/log pods/portforward pods/proxy pods/resize podtemplates replicationcontrollers
      : replicationcontrollers/scale resourcequotas secrets serviceaccounts serviceaccounts/token services services/proxy
      : users
      admissionregistration.k8s.io: mutatingadmissionpolicies mutatingadmissionpolicybindings
      admissionregistration.k8s.io: mutatingwebhookconfigurations validatingadmissionpolicies
      admissionregistration.k8s.io: validatingadmissionpolicybindings validatingwebhookconfigurations
      apiextensions.k8s.io: customresourcedefinitions
      apiregistration.k8s.io: apiservices
      apps: controllerrevisions daemonsets deployments deployments/rollback deployments/scale replicasets
      apps: replicasets/scale statefulsets statefulsets/scale
      authentication.k8s.io: selfsubjectreviews tokenreviews uids
      authorization.k8s.io: localsubjectaccessreviews selfsubjectaccessreviews selfsubjectrulesreviews
      authorization.k8s.io: subjectaccessreviews
      autoscaling: horizontalpodautoscalers
      batch: cronjobs jobs
      certificates.k8s.io: certificatesigningrequests certificatesigningrequests/approval clustertrustbundles
      certificates.k8s.io: podcertificaterequests signers
      coordination.k8s.io: leasecandidates leases
      discovery.k8s.io: endpointslices
      events.k8s.io: events
      extensions: daemonsets deployments deployments/rollback deployments/scale ingresses networkpolicies replicasets
      extensions: replicasets/scale replicationcontrollers/scale
      flowcontrol.apiserver.k8s.io: flowschemas prioritylevelconfigurations
      internal.apiserver.k8s.io: storageversions
      lifecycle.k8s.io: evictionrequests evictions
      metrics.k8s.io: nodes pods
      networking.k8s.io: ingressclasses ingresses ipaddresses networkpolicies servicecidrs
      node.k8s.io: runtimeclasses
      policy: poddisruptionbudgets
      rbac.authorization.k8s.io: clusterrolebindings clusterroles rolebindings roles
      resource.k8s.io: deviceclasses devicetaintrules resourceclaims resourceclaims/binding resourceclaims/driver
      resource.k8s.io: resourceclaimtemplates resourcepoolstatusrequests resourceslices
      scheduling.k8s.io: compositepodgroups podgroups priorityclasses workloads
      storage.k8s.io: csidrivers csinodes csistoragecapacities storageclasses volumeattachments
      storage.k8s.io: volumeattributesclasses
      storagemigration.k8s.io: storageversionmigrations
      """;

  private static final Map<String, Set<String>> RESOURCES =
      TABLE
          .lines()
          .map(line -> line.split(": ", 2))
          .flatMap(line -> Arrays.stream(line[1].split(" ", -1)).map(r -> new Name(line[0], r)))
          .collect(
              Collectors.groupingBy(
                  Name::group, Collectors.mapping(Name::resource, Collectors.toUnmodifiableSet())));

  private BuiltIn() {}

  private record Name(String group, String resource) {}

  /** Whether it is one of Kubernetes itself; any of these may have a status and finalizers. */
  static boolean knows(String group, String resource) {
    Set<String> known = RESOURCES.getOrDefault(group, Set.of());
    return known.contains(resource)
        || known.contains(without(resource, "/status"))
        || known.contains(without(resource, "/finalizers"));
  }

  private static String without(String resource, String subresource) {
    return resource.endsWith(subresource)
        ? resource.substring(0, resource.length() - subresource.length())
        : resource;
  }
}
