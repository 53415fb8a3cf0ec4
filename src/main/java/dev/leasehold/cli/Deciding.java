package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;

/** A command that writes a decision on a request, after showing what it is about. */
abstract class Deciding extends OneRequest {
  @Mixin private Confirmation confirmation = new Confirmation();

  /** What is written, or why nothing can be. */
  sealed interface Word {
    /** One annotation. */
    record Annotation(String key, String value) implements Word {}

    /** Nothing, for this reason. */
    record None(String why) implements Word {}
  }

  /** The word that is to be written on this request. */
  abstract Word word(RequestText text);

  /** Whether it is about the very version that was shown; otherwise about the request as such. */
  boolean onlyAsShown() {
    return false;
  }

  /** What comes of it, as far as the request does not say that; shown below it. */
  List<String> consequences(RequestText text) {
    return List.of();
  }

  /** The request as it is to be decided on; empty where it came to nothing, which was said. */
  Optional<AccessRequest> prepared(Requests requests, AccessRequest request, Confirmation asking) {
    return Optional.of(request);
  }

  /** What is asked before it is written, such as "Approve this". */
  abstract String question();

  /** What was done, such as "approved". */
  abstract String done();

  @Override
  final int run(Requests requests, AccessRequest request) {
    return prepared(requests, request, confirmation)
        .map(ready -> decide(requests, ready))
        .orElse(REFUSED);
  }

  private int decide(Requests requests, AccessRequest request) {
    RequestText text = new RequestText(request);
    return switch (word(text)) {
      case Word.None(String why) -> {
        err().line("leasehold: " + why);
        yield REFUSED;
      }
      case Word.Annotation(String key, String value) -> {
        if (!confirmation.given(err(), shown(text), question())) {
          yield REFUSED;
        }
        requests.annotate(request, key, value, onlyAsShown());
        out()
            .line(
                "accessrequests.leasehold.dev/%s %s"
                    .formatted(request.getMetadata().getName(), done()));
        yield 0;
      }
    };
  }

  final List<String> shown(RequestText text) {
    return Stream.of(new RequestLines(text).all(), consequences(text))
        .flatMap(List::stream)
        .toList();
  }
}
