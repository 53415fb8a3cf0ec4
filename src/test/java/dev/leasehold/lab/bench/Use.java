package dev.leasehold.lab.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/** Uses a credential for what it was granted. */
interface Use extends AutoCloseable {
  /** Without a rest the asking itself takes a core, and what is measured waits for it. */
  Duration REST = Duration.ofMillis(1);

  /** The answer's status as HTTP has it, and when it had come. */
  record Answer(int status, long nanos) {}

  /** Uses it now. */
  Answer once(String credential);

  /** Uses it again and again, with a rest in between, until the status is one of these. */
  default Answer until(String credential, IntPredicate status) {
    while (true) {
      Answer answer = once(credential);
      if (status.test(answer.status())) {
        return answer;
      }
      LockSupport.parkNanos(REST.toNanos());
    }
  }

  @Override
  default void close() {}
}
