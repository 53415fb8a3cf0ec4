package dev.leasehold.model;

/**
 * By what way a request came, as whoever applied it says; recorded, never trusted.
 *
 * @param type as the API names it, for example GitOps; empty where nothing was said
 */
public record Channel(String type, String name, String reference) {
  /** Nothing was said of it. */
  public static Channel unsaid() {
    return new Channel("", "", "");
  }
}
