package dev.leasehold.notice;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Hours of each day in which only what is urgent is told; what comes meanwhile is told when they
 * are over.
 *
 * @param from when they begin, by the clocks of the zone
 * @param to when they are over; on the next day where that is not later than {@code from}
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
  /** Whether it is quiet then. */
  boolean has(Instant now) {
    LocalTime time = ZonedDateTime.ofInstant(now, zone).toLocalTime();
    boolean begun = !time.isBefore(from);
    boolean over = !time.isBefore(to);
    return from.isBefore(to) ? begun && !over : begun || !over;
  }
}
