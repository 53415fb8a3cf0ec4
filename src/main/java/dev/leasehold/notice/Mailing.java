package dev.leasehold.notice;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;

/**
 * From whom a mail comes and to whom it goes; each is a plain address, without a name. It goes to
 * one address, so that one that is refused keeps nobody else from being told, and nobody is told
 * again because somebody else was not.
 */
public record Mailing(String from, String to) {
  /**
   * @throws IllegalArgumentException saying what is wrong, if one is no address
   */
  public Mailing {
    List.of(from, to).forEach(Mailing::check);
  }

  /** The library itself takes names without a domain, groups, and names beside addresses. */
  private static void check(String address) {
    try {
      InternetAddress read = new InternetAddress(address, true);
      if (!address.equals(read.getAddress()) || !address.contains("@") || read.isGroup()) {
        throw new IllegalArgumentException("is no plain address: " + address);
      }
    } catch (AddressException e) {
      throw new IllegalArgumentException("is no plain address: " + address);
    }
  }
}
