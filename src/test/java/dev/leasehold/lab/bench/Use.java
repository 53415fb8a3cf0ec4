package dev.leasehold.lab.bench;

import java.util.function.IntPredicate;

/** Uses a credential for what it was granted. */
interface Use extends AutoCloseable {
  /** The answer's status as HTTP has it, and when it had come. */
  record Answer(int status, long nanos) {}

  /** Uses it now. */
  Answer once(String credential);

  /** Uses it again and again, until the status is one of these. */
  default Answer until(String credential, IntPredicate status) {
    while (true) {
      Answer answer = once(credential);
      if (status.test(answer.status())) {
        return answer;
      }
    }
  }

  @Override
  default void close() {}
}
