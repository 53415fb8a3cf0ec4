package dev.leasehold.controller;

import dev.leasehold.grant.Delivery;
import dev.leasehold.grant.Provisioner;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/**
 * What one path to an ending acts through. No other path uses any of it: not its connections, not
 * its places, not its logins elsewhere.
 *
 * @param provisioners hand out and take back by this client
 */
public record Reach(KubernetesClient client, List<Provisioner> provisioners, Delivery delivery) {
  public Reach {
    provisioners = List.copyOf(provisioners);
  }
}
