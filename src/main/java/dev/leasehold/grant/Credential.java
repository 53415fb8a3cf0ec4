package dev.leasehold.grant;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The one type in which credential values live, between the system that issues them and the Secret
 * that delivers them. It can not be printed, compared or serialised by accident.
 */
public final class Credential implements AutoCloseable {
  private final Map<String, byte[]> entries;

  /** Takes over the values, by the key under which each is delivered. */
  public Credential(Map<String, byte[]> entries) {
    this.entries = new LinkedHashMap<>(entries);
  }

  /** The values by key; only provisioning rooms may call this. */
  public Map<String, byte[]> reveal() {
    return entries;
  }

  /** Overwrites the values. */
  @Override
  public void close() {
    entries.values().forEach(value -> Arrays.fill(value, (byte) 0));
    entries.clear();
  }

  @Override
  public String toString() {
    return "[credential]";
  }
}
