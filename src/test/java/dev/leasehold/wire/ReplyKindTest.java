package dev.leasehold.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyKindTest {
  private static final Set<Integer> PERMANENT = Set.of(400, 405, 406, 413, 415, 422);

  @ParameterizedTest
  @CsvSource({
    "200, DONE",
    "201, DONE",
    "403, FORBIDDEN",
    "404, ABSENT",
    "409, OVERTAKEN",
    "0, UNAVAILABLE",
    "302, UNAVAILABLE",
  })
  void eachAnswerHasAName(int code, ReplyKind kind) {
    assertThat(ReplyKind.of(code, null)).isEqualTo(kind);
  }

  @Test
  void whatIsNotKnownToBePermanentMayPass() {
    IntStream.rangeClosed(400, 599)
        .filter(code -> !Set.of(403, 404, 409).contains(code))
        .forEach(
            code ->
                assertThat(ReplyKind.of(code, "some words"))
                    .isEqualTo(
                        PERMANENT.contains(code) ? ReplyKind.REFUSED : ReplyKind.UNAVAILABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "500, etcdserver: request is too large, REFUSED",
    "500, rpc error: trying to send message larger than max, REFUSED",
    "503, etcdserver: request is too large, UNAVAILABLE",
    "500, etcdserver: leader changed, UNAVAILABLE",
  })
  void whatIsTooLargeIsPermanentThoughItComesAsAServerError(int code, String says, ReplyKind kind) {
    assertThat(ReplyKind.of(code, says)).isEqualTo(kind);
  }
}
