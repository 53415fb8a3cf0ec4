package dev.leasehold.evidence;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of bounded size: of what does not fit, what was used least recently goes. */
public final class LatestUsed<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1;
  private static final int ROOM = 16;
  private static final float LOAD = 0.75f;

  private final int most;

  public LatestUsed(int most) {
    super(ROOM, LOAD, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
