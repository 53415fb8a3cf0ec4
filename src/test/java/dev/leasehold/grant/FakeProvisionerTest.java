package dev.leasehold.grant;

class FakeProvisionerTest extends ProvisionerContract {
  private final Terrain terrain = new FakeTerrain();

  @Override
  protected Terrain terrain() {
    return terrain;
  }
}
