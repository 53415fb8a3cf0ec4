package dev.leasehold.grant.rbac;

import dev.leasehold.grant.ClusterContract;
import dev.leasehold.grant.Terrain;
import dev.leasehold.lab.SharedLab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class RbacContractIT extends ClusterContract {
  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static LabTerrain terrain;

  @BeforeAll
  static void start() {
    terrain = new LabTerrain(LAB.lab(), SHOP);
  }

  @AfterAll
  static void close() {
    terrain.close();
  }

  @Override
  protected Terrain terrain() {
    return terrain;
  }
}
