package dev.leasehold.grant;

class FakeDeliveryTest extends DeliveryContract {
  private final Terrain terrain = new FakeTerrain();

  @Override
  protected Terrain terrain() {
    return terrain;
  }
}
