package dev.leasehold.grant;

class FakeProvisionerTest extends ClusterContract {
  private final Terrain terrain = new FakeTerrain();

  @Override
  protected Terrain terrain() {
    return terrain;
  }
}
